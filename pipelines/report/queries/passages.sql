-- Passages are cut out of the stored text by their spans; only runs of white space are made one.
create temp macro squashed(passage) as regexp_replace(passage, '\s+', ' ', 'g');

create temp macro cut(text, start_char, end_char) as squashed(substr(text, start_char + 1, greatest(end_char - start_char, 0)));

-- What stands before and after a span in its paragraph, by whole words: a mark where the text is cut becomes dots, with the half word there.
create temp macro text_before(text, start_char, chars) as squashed(
    regexp_replace(
        regexp_replace(
            case when start_char > chars then chr(1) else '' end
            || substr(text, greatest(start_char - chars, 0) + 1, least(start_char, chars)),
            '(?s)^.*\n\s*\n', ''
        ),
        '^\x01\S*', '…'
    )
);

create temp macro text_after(text, end_char, chars) as squashed(
    regexp_replace(
        regexp_replace(
            substr(text, end_char + 1, chars) || case when length(text) > end_char + chars then chr(1) else '' end,
            '(?s)\n\s*\n.*$', ''
        ),
        '\S*\x01$', '…'
    )
);

-- The start of the next word, and the end of the last one, for passages that begin or end within a sentence.
create temp macro word_start(text, place) as place + length(regexp_extract(substr(text, place + 1, 40), '^\S*\s'));

create temp macro word_end(text, place) as place - length(regexp_extract(substr(text, greatest(place - 39, 1), least(place, 40)), '\s\S*$'));

-- A passage as a list of pieces: between the spans, which are sorted and do not overlap, stand pieces without a role.
create temp macro pieces(text, first_char, last_char, spans) as list_filter(
    list_concat(
        flatten(list_transform(spans, lambda span, place: [
            { 'role': '', 'text': cut(text, coalesce(spans[place - 1].end_char, first_char), span.start_char) },
            { 'role': span.role, 'text': cut(text, span.start_char, span.end_char) }
        ])),
        [{ 'role': '', 'text': cut(text, coalesce(spans[-1].end_char, first_char), last_char) }]
    ),
    lambda piece: piece.text <> ''
);

{# Stems are taken at the build, so that a search needs no extension in whatever program opens the file. #}
with

terms as (
    select * from {{ ref("int_search_terms") }}
),

words as (
    select
        word,
        stem(word, 'english') as stem
    from terms
    group by word
    order by stem asc, word asc
)

select * from words

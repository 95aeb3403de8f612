"""Who is meant within an article: tables of texts with the entity of each mention, in text order."""

import pytest

from tests.text.test_names import read_in

JOHN, JANE = "john-hartwell", "jane-hartwell"


FAMILIES = [
    pytest.param("John Hartwell met Jane Hartwell. Mr. Hartwell left.", [JOHN, JANE, JOHN], id="mr"),
    pytest.param("John Hartwell met Jane Hartwell. Ms Hartwell left.", [JOHN, JANE, JANE], id="ms"),
    pytest.param("John Hartwell met Jane Hartwell. Dr. Hartwell left.", [JOHN, JANE, None], id="dr-is-either"),
    pytest.param("Mayor John Hartwell met Jane Hartwell. Mayor Hartwell left.", [JOHN, JANE, JOHN], id="office"),
    pytest.param("John Hartwell met Jane Hartwell. Hartwell left.", [JOHN, JANE, None], id="both-in-the-paragraph"),
    pytest.param("John Hartwell came. Then Hartwell met Jane Hartwell.", [JOHN, JOHN, JANE], id="only-one-introduced"),
    pytest.param("John Hartwell met Jane Hartwell.\n\nJane Hartwell left, and Hartwell slept.", [JOHN, JANE, JANE, JANE], id="paragraph"),
    pytest.param("John Hartwell met Jane Hartwell.\n\nThey left, and Hartwell slept.", [JOHN, JANE, None], id="other-paragraph"),
    pytest.param("John Hartwell met Jane Hartwell. Later Jane slept.", [JOHN, JANE, JANE], id="first-name"),
    pytest.param("John Hartwell came. The Hartwell family left.", [JOHN], id="family"),
    pytest.param("John Hartwell came. The Hartwells left.", [JOHN], id="plural"),
    pytest.param("John Hartwell’s brother saw Hartwell's dog.", [JOHN, JOHN], id="possessive"),
    pytest.param("John\nHartwell came. Later Hartwell left.", [JOHN, JOHN], id="line-break"),
    pytest.param("JOHN HARTWELL came. Later Hartwell left.", [JOHN, JOHN], id="capitals"),
    pytest.param("John Hartwell-Quill came. Later Hartwell-Quill left.", ["john-hartwell-quill"] * 2, id="hyphen"),
]


@pytest.mark.parametrize(("text", "expected"), FAMILIES)
def test_surnames_in_families(text, expected):
    assert read_in(FAMILIES, text)["entity_id"].to_list() == expected


FORMS = [
    pytest.param("John Quarles Jr. met John Quarles Sr. here.", ["john-quarles-jr", "john-quarles-sr"], id="father-and-son"),
    pytest.param("John Quarles Jr. came. Later Quarles left.", ["john-quarles-jr"] * 2, id="suffix-is-left-out"),
    pytest.param("Donald Trump Jr. came.", ["donald-trump-jr"], id="son-of-a-well-known-man"),
    pytest.param("John F. Quarles met John G. Quarles here.", ["john-f-quarles", "john-g-quarles"], id="initials-differ"),
    pytest.param("John F. Quarles came. Later John Quarles left.", ["john-f-quarles"] * 2, id="initial-is-left-out"),
    pytest.param("J.R. Quarles came. Later Quarles left.", ["j-r-quarles"] * 2, id="initials"),
    pytest.param("George R.R. Quarles came. Later Quarles left.", ["george-r-r-quarles"] * 2, id="initials-in-the-middle"),
    pytest.param("Ludwig van der Zee came. Mr. van der Zee left.", ["ludwig-van-der-zee"] * 2, id="particles"),
    pytest.param("Ludwig van der Zee came. Van der Zee left.", ["ludwig-van-der-zee"] * 2, id="particles-open-a-sentence"),
    pytest.param("Ludwig van der Zee came. Mr. Zee left.", ["ludwig-van-der-zee"] * 2, id="particles-are-left-out"),
    pytest.param("Anna de Quarles came. Mr. de Zee left.", ["anna-de-quarles", None], id="other-particles"),
    pytest.param("Bashar al-Quarles came. Then Al-Quarles and Quarles left.", ["bashar-al-quarles"] * 3, id="arabic-article"),
    pytest.param("Debbie Quarles Zorn came. Later Quarles Zorn left.", ["debbie-quarles-zorn"] * 2, id="double-surname"),
    pytest.param("Steve King came. Later Mr. King left.", ["steve-king"] * 2, id="surname-that-is-a-title"),
    pytest.param("Martin Quarles O’Neill came. Later O'Neill left.", ["martin-quarles-o-neill"] * 2, id="apostrophes"),
    pytest.param("Deborah Jordan Quarles came.", ["deborah-jordan-quarles"], id="country-as-a-name"),
    pytest.param("President Obama spoke. Later Mr. Obama left.", ["barack-obama"] * 2, id="office-of-a-well-known-man"),
    pytest.param("Senator Obama spoke.", [None], id="office-of-many"),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_forms_of_a_name(text, expected):
    assert read_in(FORMS, text)["entity_id"].to_list() == expected


ORGANISATIONS = [
    pytest.param("The European Space Agency (ESA) met. Later ESA left.", ["european-space-agency"] * 3, id="listed"),
    pytest.param("The Quarry Farm Board (QFB) met. Later QFB left.", ["quarry-farm-board"] * 3, id="acronym"),
    pytest.param("The Quarry Farm Board met. Later QFX left.", ["quarry-farm-board"], id="other-letters"),
    pytest.param("The Prime Minister’s Office said no.", ["prime-ministers-office"], id="curly-apostrophe"),
    pytest.param("The Kremlin said no.", ["kremlin"], id="metonym"),
]


@pytest.mark.parametrize(("text", "expected"), ORGANISATIONS)
def test_organisations_and_their_short_forms(text, expected):
    assert read_in(ORGANISATIONS, text)["entity_id"].to_list() == expected

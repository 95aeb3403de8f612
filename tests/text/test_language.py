"""The language of a text."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.lexicons import load
from pipelines.text.language import is_other, language

TEXTS = {
    "en": (
        "The council voted on Monday to repair the old bridge, which has been closed to lorries since January. Work "
        "will begin in April and should take about nine weeks, said the engineer who leads the project."
    ),
    "de": (
        "Der Stadtrat hat am Montag beschlossen, die alte Brücke zu reparieren, die seit Januar für Lastwagen gesperrt "
        "ist. Die Arbeiten beginnen im April und sollen etwa neun Wochen dauern, sagte die Ingenieurin."
    ),
    "fr": (
        "Le conseil a décidé lundi de réparer le vieux pont, fermé aux camions depuis le mois de janvier. Les travaux "
        "commenceront en avril et devraient durer environ neuf semaines, a déclaré l'ingénieure du projet."
    ),
    "es": (
        "El ayuntamiento decidió el lunes reparar el viejo puente, que está cerrado a los camiones desde enero. Las "
        "obras empezarán en abril y durarán unas nueve semanas, dijo la ingeniera que dirige el proyecto."
    ),
    "pt": (
        "A câmara decidiu na segunda-feira reparar a ponte velha, que está fechada aos camiões desde janeiro. As obras "
        "começam em abril e devem durar cerca de nove semanas, disse a engenheira que dirige o projeto."
    ),
    "it": (
        "Il consiglio ha deciso lunedì di riparare il vecchio ponte, chiuso ai camion da gennaio. I lavori "
        "cominceranno in aprile e dovrebbero durare circa nove settimane, ha detto l'ingegnera che dirige il progetto."
    ),
    "nl": (
        "De gemeenteraad besloot maandag de oude brug te herstellen, die sinds januari gesloten is voor vrachtwagens. "
        "Het werk begint in april en zal ongeveer negen weken duren, zei de ingenieur die het project leidt."
    ),
    "sv": (
        "Kommunfullmäktige beslutade i måndags att reparera den gamla bron, som har varit stängd för lastbilar sedan "
        "januari. Arbetet börjar i april och väntas ta ungefär nio veckor, sade ingenjören som leder projektet."
    ),
    "da": (
        "Byrådet besluttede mandag at reparere den gamle bro, som har været lukket for lastbiler siden januar. "
        "Arbejdet begynder i april og ventes at vare omkring ni uger, sagde ingeniøren, der leder projektet."
    ),
    "no": (
        "Kommunestyret vedtok mandag å reparere den gamle broen, som har vært stengt for lastebiler siden januar. "
        "Arbeidet begynner i april og skal ta omtrent ni uker, sa ingeniøren som leder prosjektet."
    ),
    "fi": (
        "Kaupunginvaltuusto päätti maanantaina korjata vanhan sillan, joka on ollut suljettu kuorma-autoilta "
        "tammikuusta lähtien. Työt alkavat huhtikuussa ja kestävät noin yhdeksän viikkoa, sanoi hanketta johtava "
        "insinööri."
    ),
    "pl": (
        "Rada miasta postanowiła w poniedziałek naprawić stary most, który od stycznia jest zamknięty dla ciężarówek. "
        "Prace rozpoczną się w kwietniu i potrwają około dziewięciu tygodni, powiedziała inżynier kierująca projektem."
    ),
    "cs": (
        "Zastupitelstvo v pondělí rozhodlo opravit starý most, který je od ledna uzavřen pro nákladní vozy. Práce "
        "začnou v dubnu a potrvají asi devět týdnů, řekla inženýrka, která projekt vede."
    ),
    "ro": (
        "Consiliul a hotărât luni să repare podul vechi, care este închis pentru camioane din ianuarie. Lucrările vor "
        "începe în aprilie și ar trebui să dureze aproximativ nouă săptămâni, a spus inginera care conduce proiectul."
    ),
    "hu": (
        "A tanács hétfőn úgy döntött, hogy megjavíttatja a régi hidat, amely január óta zárva van a teherautók előtt. "
        "A munka áprilisban kezdődik és körülbelül kilenc hétig tart, mondta a projektet vezető mérnök."
    ),
    "tr": (
        "Belediye meclisi pazartesi günü, ocak ayından beri kamyonlara kapalı olan eski köprünün onarılmasına karar "
        "verdi. Projeyi yöneten mühendis, çalışmaların nisanda başlayacağını ve yaklaşık dokuz hafta süreceğini "
        "söyledi."
    ),
    "id": (
        "Dewan kota pada hari Senin memutuskan untuk memperbaiki jembatan tua yang ditutup bagi truk sejak Januari. "
        "Pekerjaan akan dimulai pada bulan April dan diperkirakan memakan waktu sekitar sembilan minggu, kata insinyur "
        "proyek."
    ),
    "el": (
        "Το συμβούλιο αποφάσισε τη Δευτέρα να επισκευάσει την παλιά γέφυρα, η οποία είναι κλειστή για φορτηγά από τον "
        "Ιανουάριο. Οι εργασίες θα αρχίσουν τον Απρίλιο, είπε η μηχανικός."
    ),
    "ru": (
        "Городской совет решил в понедельник отремонтировать старый мост, закрытый для грузовиков с января. Работы "
        "начнутся в апреле и займут около девяти недель, сказала инженер, возглавляющая проект."
    ),
    "ar": (
        "قرر المجلس البلدي يوم الاثنين إصلاح الجسر القديم المغلق أمام الشاحنات منذ شهر يناير. وستبدأ الأعمال في أبريل "
        "ومن المتوقع أن تستغرق نحو تسعة أسابيع، بحسب ما قالت المهندسة المشرفة على المشروع."
    ),
    "zh": (
        "市议会星期一决定维修自一月起禁止卡车通行的旧桥。负责该项目的工程师表示，工程将于四月开始，预计需要大约九个星期。居民们说，他们早就希望这座桥能够修好。"
    ),
    "ja": (
        "市議会は月曜日、一月からトラックの通行が禁止されている古い橋を修理することを決めた。工事は四月に始まり、約九週間かかる見込みだと、計画を率いる技師は話した。"
    ),
    "ko": (
        "시의회는 월요일에 1월부터 트럭 통행이 금지된 낡은 다리를 수리하기로 결정했다. "
        "공사는 4월에 시작되어 약 9주가 걸릴 것이라고 사업을 이끄는 기술자가 말했다."
    ),
    "hi": (
        "नगर परिषद ने सोमवार को पुराने पुल की मरम्मत करने का फैसला किया, जो जनवरी से ट्रकों के लिए बंद है। परियोजना की "
        "अभियंता ने कहा कि काम अप्रैल में शुरू होगा और लगभग नौ सप्ताह चलेगा।"
    ),
}


def found(*texts: str | None) -> list[str | None]:
    """Return the languages of texts, in order."""
    bodies = pl.DataFrame({"doc": range(len(texts)), "text": texts}, schema_overrides={"text": pl.String})
    told = bodies.join(language(bodies, load("stopwords")), on="doc", how="left", maintain_order="left")
    return told["language"].to_list()


@pytest.mark.parametrize("code", TEXTS)
def test_language_of_a_short_article(code: str) -> None:
    assert found(TEXTS[code]) == [code]


def test_languages_are_told_apart_in_one_batch() -> None:
    assert found(*TEXTS.values()) == list(TEXTS)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(None, id="nothing"),
        pytest.param("", id="empty"),
        pytest.param("Ja, das ist so.", id="short"),
        pytest.param("12.5 17.25 2025 % & 44 – 3 : 1 " * 20, id="numbers"),
        pytest.param("Kowalski Nguyen García Møller Rossi Smith Öztürk Novák Dubois Ivanov Tanaka Silva Haddad", id="names"),
    ],
)
def test_language_of_what_is_no_running_text_is_not_told(text: str | None) -> None:
    assert found(text) == [None]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("« Nous allons réparer le pont », a dit le maire. " + 12 * TEXTS["en"], id="foreign quotation"),
        pytest.param(TEXTS["en"].upper(), id="capitals"),
        pytest.param("Gdańsk, Łódź, Kraków, Wrocław: " + TEXTS["en"], id="foreign names"),
        pytest.param(TEXTS["en"].replace(" ", "\n"), id="broken lines"),
    ],
)
def test_english_stays_english(text: str) -> None:
    assert found(text) == ["en"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [("en", False), ("EN", False), ("en-GB", False), ("en_US", False), ("eng", False), ("de", True), ("enm", True), (None, False)],
)
def test_is_other(code: str | None, expected: bool) -> None:
    assert pl.select(is_other(pl.lit(code, pl.String))).item() is expected


@settings(max_examples=50)
@given(st.lists(st.text(max_size=400), max_size=4))
def test_language_takes_any_text(texts: list[str]) -> None:
    assert len(found(*texts)) == len(texts)

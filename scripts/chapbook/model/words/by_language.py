"""The generated words of each language that Chapbook supports."""

from __future__ import annotations

from chapbook.model.letters.languages import in_language
from chapbook.model.words import eastern, northern, slavic, southern
from chapbook.model.words.generated import Words

_WORDS = {
    "en": Words(
        contents="Contents",
        notes="Notes",
        note="Note",
        back_to_call="Back to the call of {note}",
        back_to_further_call="Back to call {ordinal} of {note}",
        colophon="Colophon",
        title_page="Title page",
        copyright="Copyright",
        cover="Cover",
        text="Text",
        bibliography="Bibliography",
        published_by="Published by",
        page="Page",
        skip_to_text="Skip to the text",
        made_with="Made with {tool}.",
        note_continues="continued on the next page",
        note_continued="{note}, continued",
        see_page="See p.\u00a0{page}.",
        how_to_cite="How to cite this",
        pages_beside=(
            "The small numbers beside the text are the pages of the PDF "
            "edition; {link} leads to the first of them."
        ),
        lasting_links=(
            "Each heading, and the ¶ sign beside each paragraph, is a permanent link to it."
        ),
        all_signs="Show the sign beside every paragraph",
    ),
    "de": Words(
        contents="Inhalt",
        notes="Anmerkungen",
        note="Anmerkung",
        back_to_call="Zurück zum Verweis auf {note}",
        back_to_further_call="Zurück zum Verweis {ordinal} auf {note}",
        colophon="Kolophon",
        title_page="Titelseite",
        copyright="Impressum",
        cover="Umschlag",
        text="Text",
        bibliography="Literatur",
        published_by="Herausgegeben von",
        page="Seite",
        skip_to_text="Zum Text",
        made_with="Hergestellt mit {tool}.",
        note_continues="Fortsetzung auf der nächsten Seite",
        note_continued="{note}, Fortsetzung",
        see_page="Siehe S.\u00a0{page}.",
        how_to_cite="So wird zitiert",
        pages_beside=(
            "Die kleinen Zahlen neben dem Text sind die Seiten "
            "der PDF-Ausgabe; {link} führt zur ersten."
        ),
        lasting_links=(
            "Jede Überschrift und das Zeichen ¶ neben einem Absatz sind bleibende Verweise auf ihn."
        ),
        all_signs="Das Zeichen neben jedem Absatz zeigen",
    ),
    "fr": Words(
        contents="Table des matières",
        notes="Notes",
        note="Note",
        back_to_call="Retour à l’appel de {note}",
        back_to_further_call="Retour à l’appel {ordinal} de {note}",
        colophon="Achevé d’imprimer",
        title_page="Page de titre",
        copyright="Mentions légales",
        cover="Couverture",
        text="Texte",
        bibliography="Bibliographie",
        published_by="Publié par",
        page="Page",
        skip_to_text="Aller au texte",
        made_with="Composé avec {tool}.",
        note_continues="suite à la page suivante",
        note_continued="{note}, suite",
        see_page="Voir p.\u00a0{page}.",
        how_to_cite="Pour citer ce texte",
        pages_beside=(
            "Les petits nombres à côté du texte sont les pages de "
            "l’édition PDF ; {link} mène à la première."
        ),
        lasting_links=(
            "Chaque titre, et le signe ¶ à côté d’un paragraphe, est un lien permanent vers lui."
        ),
        all_signs="Afficher le signe à côté de chaque paragraphe",
    ),
    "es": Words(
        contents="Índice",
        notes="Notas",
        note="Nota",
        back_to_call="Volver a la llamada de {note}",
        back_to_further_call="Volver a la llamada {ordinal} de {note}",
        colophon="Colofón",
        title_page="Portada",
        copyright="Créditos",
        cover="Cubierta",
        text="Texto",
        bibliography="Bibliografía",
        published_by="Publicado por",
        page="Página",
        skip_to_text="Ir al texto",
        made_with="Hecho con {tool}.",
        note_continues="continúa en la página siguiente",
        note_continued="{note}, continuación",
        see_page="Véase p.\u00a0{page}.",
        how_to_cite="Cómo citar este texto",
        pages_beside=(
            "Los números pequeños junto al texto son las páginas de la "
            "edición en PDF; {link} lleva a la primera."
        ),
        lasting_links=(
            "Cada título, y el signo ¶ junto a un párrafo, es un enlace permanente a él."
        ),
        all_signs="Mostrar el signo junto a cada párrafo",
    ),
    "it": Words(
        contents="Indice",
        notes="Note",
        note="Nota",
        back_to_call="Torna al richiamo di {note}",
        back_to_further_call="Torna al richiamo {ordinal} di {note}",
        colophon="Colophon",
        title_page="Frontespizio",
        copyright="Crediti",
        cover="Copertina",
        text="Testo",
        bibliography="Bibliografia",
        published_by="Pubblicato da",
        page="Pagina",
        skip_to_text="Vai al testo",
        made_with="Realizzato con {tool}.",
        note_continues="continua alla pagina seguente",
        note_continued="{note}, seguito",
        see_page="Vedi p.\u00a0{page}.",
        how_to_cite="Come citare questo testo",
        pages_beside=(
            "I piccoli numeri accanto al testo sono le pagine "
            "dell’edizione PDF; {link} porta alla prima."
        ),
        lasting_links=(
            "Ogni titolo, e il segno ¶ accanto a un capoverso, è un collegamento permanente."
        ),
        all_signs="Mostra il segno accanto a ogni capoverso",
    ),
    "nl": Words(
        contents="Inhoud",
        notes="Noten",
        note="Noot",
        back_to_call="Terug naar de verwijzing van {note}",
        back_to_further_call="Terug naar verwijzing {ordinal} van {note}",
        colophon="Colofon",
        title_page="Titelpagina",
        copyright="Auteursrecht",
        cover="Omslag",
        text="Tekst",
        bibliography="Literatuur",
        published_by="Uitgegeven door",
        page="Pagina",
        skip_to_text="Naar de tekst",
        made_with="Gemaakt met {tool}.",
        note_continues="vervolg op de volgende bladzijde",
        note_continued="{note}, vervolg",
        see_page="Zie blz.\u00a0{page}.",
        how_to_cite="Zo wordt geciteerd",
        pages_beside=(
            "De kleine cijfers naast de tekst zijn de bladzijden van "
            "de pdf-uitgave; {link} leidt naar de eerste."
        ),
        lasting_links=(
            "Elke kop, en het teken ¶ naast een alinea, is een blijvende verwijzing ernaar."
        ),
        all_signs="Toon het teken naast elke alinea",
    ),
    "pt": Words(
        contents="Índice",
        notes="Notas",
        note="Nota",
        back_to_call="Voltar à chamada de {note}",
        back_to_further_call="Voltar à chamada {ordinal} de {note}",
        colophon="Colofão",
        title_page="Folha de rosto",
        copyright="Ficha técnica",
        cover="Capa",
        text="Texto",
        bibliography="Bibliografia",
        published_by="Publicado por",
        page="Página",
        skip_to_text="Ir para o texto",
        made_with="Feito com {tool}.",
        note_continues="continua na página seguinte",
        note_continued="{note}, continuação",
        see_page="Ver p.\u00a0{page}.",
        how_to_cite="Como citar este texto",
        pages_beside=(
            "Os números pequenos ao lado do texto são as páginas "
            "da edição em PDF; {link} leva à primeira."
        ),
        lasting_links=(
            "Cada título, e o sinal ¶ ao lado de um parágrafo, é uma ligação permanente para ele."
        ),
        all_signs="Mostrar o sinal ao lado de cada parágrafo",
    ),
    "ar": Words(
        contents="المحتويات",
        notes="الحواشي",
        note="حاشية",
        back_to_call="العودة إلى موضع {note}",
        back_to_further_call="العودة إلى الموضع {ordinal} من {note}",
        colophon="بيانات الطبعة",
        title_page="صفحة العنوان",
        copyright="حقوق النشر",
        cover="الغلاف",
        text="النص",
        bibliography="المراجع",
        published_by="الناشر:",
        page="صفحة",
        skip_to_text="انتقل إلى النص",
        made_with="أُعدّ ببرنامج {tool}.",
        note_continues="تتمّتها في الصفحة التالية",
        note_continued="{note} (تتمّة)",
        see_page="انظر ص\u00a0{page}.",
        how_to_cite="كيفية الاستشهاد",
        pages_beside="الأرقام الصغيرة بجانب النص هي صفحات طبعة PDF؛ ويقود {link} إلى أولها.",
        lasting_links="كل عنوان، وكذلك العلامة ¶ بجانب الفقرة، رابط دائم إليها.",
        all_signs="إظهار العلامة بجانب كل فقرة",
    ),
    "ko": Words(
        contents="차례",
        notes="주",
        note="주",
        back_to_call="본문으로 돌아가기: {note}",
        back_to_further_call="본문으로 돌아가기: {note}, 자리 {ordinal}",
        colophon="간기",
        title_page="속표지",
        copyright="판권",
        cover="표지",
        text="본문",
        bibliography="참고 문헌",
        published_by="펴낸 곳:",
        page="쪽",
        skip_to_text="본문으로 건너뛰기",
        made_with="{tool}(으)로 만들었다.",
        note_continues="다음 쪽에 계속",
        note_continued="{note}(계속)",
        see_page="{page}쪽을 보라.",
        how_to_cite="인용 방법",
        pages_beside="본문 옆의 작은 숫자는 PDF판의 쪽 번호이다. {link}에서 첫 쪽으로 간다.",
        lasting_links="각 제목과 문단 옆의 기호 ¶는 그 자리로 가는 영구 링크이다.",
        all_signs="모든 문단 옆에 기호 보이기",
    ),
    "ja": Words(
        contents="目次",
        notes="注",
        note="注",
        back_to_call="本文へ戻る：{note}",
        back_to_further_call="本文へ戻る：{note}、{ordinal} か所目",
        colophon="奥付",
        title_page="扉",
        copyright="著作権",
        cover="表紙",
        text="本文",
        bibliography="参考文献",
        published_by="発行：",
        page="ページ",
        skip_to_text="本文へ",
        made_with="{tool}で作成。",
        note_continues="次ページへ続く",
        note_continued="{note}（続き）",
        see_page="{page}ページを見よ。",
        how_to_cite="引用するには",
        pages_beside="本文の脇の小さな数字はPDF版のページです。{link}は最初のページへ導きます。",
        lasting_links="見出しと、段落の脇の記号¶は、その場所への変わらないリンクです。",
        all_signs="すべての段落の脇に記号を表示する",
    ),
    **eastern.WORDS,
    **northern.WORDS,
    **slavic.WORDS,
    **southern.WORDS,
}

LANGUAGES = tuple(_WORDS)
"""The tags of all languages that have words here, as `languages.in_language` looks them up."""


def words(language: str) -> Words:
    """Return the words of a BCP 47 language tag; English where the language is not known here."""
    return in_language(_WORDS, language)

"""Sentences of the accessibility summary, by language."""

from __future__ import annotations

from dataclasses import dataclass

from chapbook.model.letters.languages import in_language


@dataclass(frozen=True, slots=True)
class AccessibilityWords:
    """A sentence for each accessibility feature of an edition."""

    language: str
    text: str
    headings: str
    contents: str
    notes: str
    pictures: str
    no_pictures: str
    moving: str
    mathematics: str
    tables: str
    pages: str


_ENGLISH = AccessibilityWords(
    language="en",
    text="The text can be resized and restyled, and screen readers read it in order.",
    headings="It can be navigated by headings and a table of contents.",
    contents="It can be navigated by a table of contents.",
    notes="Notes are linked from the text and back to it.",
    pictures="Pictures have alternative text.",
    no_pictures="No pictures convey information.",
    moving="Some pictures are animated.",
    mathematics="Mathematics is provided as MathML, with its TeX source as alternative text.",
    tables="Tables are marked up as tables, not as pictures.",
    pages="The page breaks of the paged edition are marked and listed.",
)

_WORDS = {
    "en": _ENGLISH,
    "de": AccessibilityWords(
        language="de",
        text="Schriftgröße und Gestaltung des Textes sind frei wählbar, und ein Bildschirmleser"
        " liest ihn in seiner Reihenfolge vor.",
        headings="Überschriften und ein Inhaltsverzeichnis führen durch den Text.",
        contents="Ein Inhaltsverzeichnis führt durch den Text.",
        notes="Anmerkungen sind vom Text aus und zu ihm zurück verlinkt.",
        pictures="Bilder haben Textalternativen.",
        no_pictures="Es gibt keine Bilder, die Informationen tragen.",
        moving="Einige Bilder bewegen sich.",
        mathematics="Formeln liegen als MathML vor, mit dem TeX-Quelltext als Textalternative.",
        tables="Tabellen sind als Tabellen ausgezeichnet, nicht als Bilder.",
        pages="Die Seitenwechsel der paginierten Ausgabe sind bezeichnet und aufgelistet.",
    ),
    "fr": AccessibilityWords(
        language="fr",
        text="La taille et la présentation du texte peuvent être modifiées, et un lecteur d’écran"
        " le lit dans son ordre.",
        headings="Des titres et une table des matières permettent de s’y déplacer.",
        contents="Une table des matières permet de s’y déplacer.",
        notes="Les notes sont liées à leur appel dans les deux sens.",
        pictures="Les images ont une alternative textuelle.",
        no_pictures="Aucune image ne porte d’information.",
        moving="Certaines images sont animées.",
        mathematics="Les formules sont en MathML, avec leur source TeX pour alternative.",
        tables="Les tableaux sont balisés comme tableaux et ne sont pas des images.",
        pages="Les sauts de page de l’édition paginée sont marqués et listés.",
    ),
    "es": AccessibilityWords(
        language="es",
        text="El tamaño y el aspecto del texto se pueden cambiar, y un lector de pantalla lo lee en"
        " su orden.",
        headings="Encabezados y un índice permiten recorrerlo.",
        contents="Un índice permite recorrerlo.",
        notes="Las notas están enlazadas desde el texto y de vuelta a él.",
        pictures="Las imágenes tienen alternativas textuales.",
        no_pictures="No hay imágenes que aporten información.",
        moving="Algunas imágenes se mueven.",
        mathematics="Las fórmulas están en MathML, con su fuente TeX como alternativa textual.",
        tables="Las tablas están marcadas como tablas, no como imágenes.",
        pages="Los saltos de página de la edición paginada están marcados y listados.",
    ),
    "it": AccessibilityWords(
        language="it",
        text="Le dimensioni e l’aspetto del testo si possono cambiare, e un lettore di schermo lo"
        " legge nel suo ordine.",
        headings="Titoli e un indice permettono di percorrerlo.",
        contents="Un indice permette di percorrerlo.",
        notes="Le note sono collegate al testo nei due sensi.",
        pictures="Le immagini hanno alternative testuali.",
        no_pictures="Nessuna immagine porta informazioni.",
        moving="Alcune immagini si muovono.",
        mathematics="Le formule sono in MathML, con il sorgente TeX come alternativa testuale.",
        tables="Le tabelle sono marcate come tabelle, non come immagini.",
        pages="Le interruzioni di pagina dell’edizione impaginata sono segnate ed elencate.",
    ),
    "nl": AccessibilityWords(
        language="nl",
        text="Grootte en opmaak van de tekst zijn vrij te kiezen, en een schermlezer leest hem in"
        " zijn volgorde voor.",
        headings="Koppen en een inhoudsopgave leiden door de tekst.",
        contents="Een inhoudsopgave leidt door de tekst.",
        notes="Noten zijn vanuit de tekst en terug naar de tekst gelinkt.",
        pictures="Afbeeldingen hebben tekstalternatieven.",
        no_pictures="Er zijn geen afbeeldingen die informatie dragen.",
        moving="Sommige afbeeldingen bewegen.",
        mathematics="Formules zijn MathML, met de TeX-bron als tekstalternatief.",
        tables="Tabellen zijn opgemaakt als tabellen, niet als afbeeldingen.",
        pages="De pagina-einden van de gepagineerde uitgave zijn gemarkeerd en opgesomd.",
    ),
    "pt": AccessibilityWords(
        language="pt",
        text="O tamanho e o aspeto do texto podem ser alterados, e um leitor de ecrã lê-o na sua"
        " ordem.",
        headings="Títulos e um índice permitem percorrê-lo.",
        contents="Um índice permite percorrê-lo.",
        notes="As notas estão ligadas ao texto nos dois sentidos.",
        pictures="As imagens têm alternativas em texto.",
        no_pictures="Não há imagens que contenham informação.",
        moving="Algumas imagens movem-se.",
        mathematics="As fórmulas estão em MathML, com a fonte TeX como alternativa em texto.",
        tables="As tabelas estão marcadas como tabelas, não como imagens.",
        pages="As quebras de página da edição paginada estão marcadas e listadas.",
    ),
    "ar": AccessibilityWords(
        language="ar",
        text="يمكن تغيير حجم النص ومظهره، ويقرؤه قارئ الشاشة بترتيبه.",
        headings="تتيح العناوين وقائمة المحتويات التنقل فيه.",
        contents="تتيح قائمة المحتويات التنقل فيه.",
        notes="الحواشي مرتبطة بمواضعها في النص ذهابًا وإيابًا.",
        pictures="للصور بدائل نصية.",
        no_pictures="لا توجد صور تحمل معلومات.",
        moving="بعض الصور متحركة.",
        mathematics="الصيغ الرياضية مكتوبة بلغة MathML، ومصدرها بلغة TeX بديل نصي لها.",
        tables="الجداول موسومة بوصفها جداول لا صورًا.",
        pages="فواصل صفحات الطبعة المرقمة معلَّمة ومدرجة في قائمة.",
    ),
    "ja": AccessibilityWords(
        language="ja",
        text="文字の大きさや表示は変更でき、スクリーンリーダーは本文を順序どおりに読み上げます。",
        headings="見出しと目次で移動できます。",
        contents="目次で移動できます。",
        notes="注は本文と相互にリンクしています。",
        pictures="画像には代替テキストがあります。",
        no_pictures="情報を伝える画像はありません。",
        moving="動く画像があります。",
        mathematics="数式はMathMLで記述され、TeXソースを代替テキストとしています。",
        tables="表は画像ではなく表としてマークアップされています。",
        pages="ページ版の改ページ位置が示され、一覧になっています。",
    ),
}


def accessibility_words(language: str) -> AccessibilityWords:
    """Return the sentences of a BCP 47 language tag; English where the language is not known here.

    `language` of what is given says which it is.
    """
    return in_language(_WORDS, language)

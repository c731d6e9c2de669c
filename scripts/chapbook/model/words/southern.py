"""The generated words of languages of the west and the south of Europe, and Turkish."""

from __future__ import annotations

from collections.abc import Mapping

from chapbook.model.words.generated import Words

WORDS: Mapping[str, Words] = {
    "el": Words(
        contents="Περιεχόμενα",
        notes="Σημειώσεις",
        note="Σημείωση",
        back_to_call="Επιστροφή στην παραπομπή: {note}",
        back_to_further_call="Επιστροφή στην παραπομπή {ordinal}: {note}",
        colophon="Κολοφώνας",
        title_page="Σελίδα τίτλου",
        copyright="Πνευματικά δικαιώματα",
        cover="Εξώφυλλο",
        text="Κείμενο",
        bibliography="Βιβλιογραφία",
        published_by="Εκδότης:",
        page="Σελίδα",
        skip_to_text="Μετάβαση στο κείμενο",
        made_with="Δημιουργήθηκε με το {tool}.",
        note_continues="συνεχίζεται στην επόμενη σελίδα",
        note_continued="{note}, συνέχεια",
        see_page="Βλ. σ.\u00a0{page}.",
        how_to_cite="Πώς παραπέμπουμε",
        pages_beside=(
            "Οι μικροί αριθμοί δίπλα στο κείμενο είναι οι σελίδες της έκδοσης PDF· το "
            "{link} οδηγεί στην πρώτη."
        ),
        lasting_links=(
            "Κάθε τίτλος, και το σημείο ¶ δίπλα σε μια παράγραφο, είναι μόνιμος σύνδεσμος "
            "προς αυτήν."
        ),
        all_signs="Εμφάνιση του σημείου δίπλα σε κάθε παράγραφο",
    ),
    "ga": Words(
        contents="Clár",
        notes="Nótaí",
        note="Nóta",
        back_to_call="Ar ais go dtí an tagairt: {note}",
        back_to_further_call="Ar ais go dtí tagairt {ordinal}: {note}",
        colophon="Colafan",
        title_page="Leathanach teidil",
        copyright="Cóipcheart",
        cover="Clúdach",
        text="Téacs",
        bibliography="Leabharliosta",
        published_by="Foilsitheoir:",
        page="Leathanach",
        skip_to_text="Téigh chuig an téacs",
        made_with="Déanta le {tool}.",
        note_continues="ar lean ar an gcéad leathanach eile",
        note_continued="{note}, ar lean",
        see_page="Féach lch\u00a0{page}.",
        how_to_cite="Conas é seo a lua",
        pages_beside=(
            "Is iad na huimhreacha beaga in aice leis an téacs leathanaigh an eagráin PDF; "
            "téann {link} go dtí an chéad cheann díobh."
        ),
        lasting_links=(
            "Is nasc buan é gach ceannteideal, agus an comhartha ¶ in aice le halt, chuige."
        ),
        all_signs="Taispeáin an comhartha in aice le gach alt",
    ),
    "hu": Words(
        contents="Tartalom",
        notes="Jegyzetek",
        note="Jegyzet",
        back_to_call="Vissza a hivatkozáshoz: {note}",
        back_to_further_call="Vissza a hivatkozáshoz, {ordinal}: {note}",
        colophon="Kolofon",
        title_page="Címlap",
        copyright="Impresszum",
        cover="Borító",
        text="Szöveg",
        bibliography="Irodalom",
        published_by="Kiadó:",
        page="Oldal",
        skip_to_text="Ugrás a szöveghez",
        made_with="Készült ezzel a programmal: {tool}.",
        note_continues="folytatás a következő oldalon",
        note_continued="{note}, folytatás",
        see_page="Lásd {page}.\u00a0o.",
        how_to_cite="Hogyan hivatkozzunk rá",
        pages_beside="A szöveg melletti kis számok a PDF-kiadás oldalai; {link} az elsőre vezet.",
        lasting_links="Minden cím és a bekezdések melletti ¶ jel állandó hivatkozás rájuk.",
        all_signs="A jel megjelenítése minden bekezdés mellett",
    ),
    "mt": Words(
        contents="Werrej",
        notes="Noti",
        note="Nota",
        back_to_call="Lura għar-referenza: {note}",
        back_to_further_call="Lura għar-referenza {ordinal}: {note}",
        colophon="Kolofon",
        title_page="Paġna tat-titlu",
        copyright="Drittijiet tal-awtur",
        cover="Qoxra",
        text="It-test",
        bibliography="Bibljografija",
        published_by="Pubblikatur:",
        page="Paġna",
        skip_to_text="Aqbeż għat-test",
        made_with="Magħmul b’{tool}.",
        note_continues="tkompli fil-paġna li jmiss",
        note_continued="{note}, tkomplija",
        see_page="Ara p.\u00a0{page}.",
        how_to_cite="Kif tikkwota dan ix-xogħol",
        pages_beside=(
            "In-numri ż-żgħar ħdejn it-test huma l-paġni tal-edizzjoni PDF; {link} twassal "
            "għall-ewwel waħda."
        ),
        lasting_links=(
            "Kull intestatura, u s-sinjal ¶ ħdejn paragrafu, hija link permanenti għalih."
        ),
        all_signs="Uri s-sinjal ħdejn kull paragrafu",
    ),
    "ro": Words(
        contents="Cuprins",
        notes="Note",
        note="Nota",
        back_to_call="Înapoi la trimiterea din text: {note}",
        back_to_further_call="Înapoi la trimiterea {ordinal} din text: {note}",
        colophon="Colofon",
        title_page="Pagină de titlu",
        copyright="Drepturi de autor",
        cover="Copertă",
        text="Textul",
        bibliography="Bibliografie",
        published_by="Editura:",
        page="Pagina",
        skip_to_text="Salt la text",
        made_with="Realizat cu {tool}.",
        note_continues="continuă pe pagina următoare",
        note_continued="{note}, continuare",
        see_page="Vezi p.\u00a0{page}.",
        how_to_cite="Cum se citează",
        pages_beside=(
            "Numerele mici de lângă text sunt paginile ediției PDF; {link} duce la prima "
            "dintre ele."
        ),
        lasting_links=(
            "Fiecare titlu și semnul ¶ de lângă un paragraf sunt linkuri permanente către acesta."
        ),
        all_signs="Arată semnul lângă fiecare paragraf",
    ),
    "tr": Words(
        contents="İçindekiler",
        notes="Notlar",
        note="Not",
        back_to_call="Metindeki yerine dön: {note}",
        back_to_further_call="Metindeki yerine dön, {ordinal}: {note}",
        colophon="Künye",
        title_page="İç kapak",
        copyright="Telif hakkı",
        cover="Kapak",
        text="Metin",
        bibliography="Kaynakça",
        published_by="Yayımlayan:",
        page="Sayfa",
        skip_to_text="Metne geç",
        made_with="{tool} ile hazırlanmıştır.",
        note_continues="sonraki sayfada devam ediyor",
        note_continued="{note}, devamı",
        see_page="Bkz. s.\u00a0{page}.",
        how_to_cite="Nasıl alıntılanır",
        pages_beside=(
            "Metnin yanındaki küçük sayılar PDF baskısının sayfalarıdır; {link} bunların "
            "ilkine götürür."
        ),
        lasting_links=(
            "Her başlık ve paragrafın yanındaki ¶ işareti, oraya giden kalıcı bir bağlantıdır."
        ),
        all_signs="İşareti her paragrafın yanında göster",
    ),
}

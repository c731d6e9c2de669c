"""The generated words of languages around the Baltic Sea."""

from __future__ import annotations

from collections.abc import Mapping

from chapbook.model.words.generated import Words

WORDS: Mapping[str, Words] = {
    "da": Words(
        contents="Indhold",
        notes="Noter",
        note="Note",
        back_to_call="Tilbage til henvisningen til {note}",
        back_to_further_call="Tilbage til henvisning {ordinal} til {note}",
        colophon="Kolofon",
        title_page="Titelblad",
        copyright="Ophavsret",
        cover="Omslag",
        text="Tekst",
        bibliography="Litteratur",
        published_by="Udgivet af",
        page="Side",
        skip_to_text="Gå til teksten",
        made_with="Fremstillet med {tool}.",
        note_continues="fortsættes på næste side",
        note_continued="{note}, fortsat",
        see_page="Se s.\u00a0{page}.",
        how_to_cite="Sådan citeres teksten",
        pages_beside=(
            "De små tal ved siden af teksten er siderne i PDF-udgaven; {link} fører til den første."
        ),
        lasting_links=(
            "Hver overskrift, og tegnet ¶ ved siden af et afsnit, er et varigt link til det."
        ),
        all_signs="Vis tegnet ved siden af hvert afsnit",
    ),
    "et": Words(
        contents="Sisukord",
        notes="Märkused",
        note="Märkus",
        back_to_call="Tagasi viite juurde: {note}",
        back_to_further_call="Tagasi viite {ordinal} juurde: {note}",
        colophon="Trükiandmed",
        title_page="Tiitelleht",
        copyright="Väljaande andmed",
        cover="Kaas",
        text="Tekst",
        bibliography="Kirjandus",
        published_by="Kirjastaja:",
        page="Lehekülg",
        skip_to_text="Teksti juurde",
        made_with="Valmistatud programmiga {tool}.",
        note_continues="järgneb järgmisel leheküljel",
        note_continued="{note}, järg",
        see_page="Vt lk\u00a0{page}.",
        how_to_cite="Kuidas viidata",
        pages_beside=(
            "Väikesed arvud teksti kõrval on PDF-väljaande leheküljed; {link} viib esimesele neist."
        ),
        lasting_links="Iga pealkiri ja lõigu kõrval olev märk ¶ on püsiv link sellele.",
        all_signs="Näita märki iga lõigu kõrval",
    ),
    "fi": Words(
        contents="Sisällys",
        notes="Viitteet",
        note="Viite",
        back_to_call="Takaisin tekstiin: {note}",
        back_to_further_call="Takaisin tekstin kohtaan {ordinal}: {note}",
        colophon="Kolofoni",
        title_page="Nimiölehti",
        copyright="Julkaisutiedot",
        cover="Kansi",
        text="Teksti",
        bibliography="Kirjallisuus",
        published_by="Julkaisija:",
        page="Sivu",
        skip_to_text="Siirry tekstiin",
        made_with="Valmistettu ohjelmalla {tool}.",
        note_continues="jatkuu seuraavalla sivulla",
        note_continued="{note}, jatkoa",
        see_page="Ks. s.\u00a0{page}.",
        how_to_cite="Näin viittaat tähän",
        pages_beside=(
            "Tekstin vieressä olevat pienet numerot ovat PDF-julkaisun sivuja; {link} vie "
            "ensimmäiselle niistä."
        ),
        lasting_links=(
            "Jokainen otsikko ja kappaleen vieressä oleva merkki ¶ on pysyvä linkki siihen."
        ),
        all_signs="Näytä merkki jokaisen kappaleen vieressä",
    ),
    "lt": Words(
        contents="Turinys",
        notes="Išnašos",
        note="Išnaša",
        back_to_call="Atgal į nuorodą tekste: {note}",
        back_to_further_call="Atgal į nuorodą {ordinal} tekste: {note}",
        colophon="Leidinio duomenys",
        title_page="Antraštinis puslapis",
        copyright="Autorių teisės",
        cover="Viršelis",
        text="Tekstas",
        bibliography="Literatūra",
        published_by="Leidėjas:",
        page="Puslapis",
        skip_to_text="Pereiti prie teksto",
        made_with="Parengta programa {tool}.",
        note_continues="tęsinys kitame puslapyje",
        note_continued="{note}, tęsinys",
        see_page="Žr. p.\u00a0{page}.",
        how_to_cite="Kaip cituoti",
        pages_beside=(
            "Maži skaičiai šalia teksto yra PDF leidimo puslapiai; {link} veda į pirmąjį iš jų."
        ),
        lasting_links=(
            "Kiekviena antraštė ir ženklas ¶ šalia pastraipos yra nuolatinė nuoroda į ją."
        ),
        all_signs="Rodyti ženklą šalia kiekvienos pastraipos",
    ),
    "lv": Words(
        contents="Saturs",
        notes="Piezīmes",
        note="Piezīme",
        back_to_call="Atpakaļ uz atsauci tekstā: {note}",
        back_to_further_call="Atpakaļ uz atsauci {ordinal} tekstā: {note}",
        colophon="Izdevuma ziņas",
        title_page="Titullapa",
        copyright="Autortiesības",
        cover="Vāks",
        text="Teksts",
        bibliography="Literatūra",
        published_by="Izdevējs:",
        page="Lappuse",
        skip_to_text="Pāriet uz tekstu",
        made_with="Veidots ar programmu {tool}.",
        note_continues="turpinājums nākamajā lappusē",
        note_continued="{note}, turpinājums",
        see_page="Sk. {page}.\u00a0lpp.",
        how_to_cite="Kā citēt",
        pages_beside=(
            "Mazie skaitļi blakus tekstam ir PDF izdevuma lappuses; {link} ved uz pirmo no tām."
        ),
        lasting_links="Katrs virsraksts un zīme ¶ blakus rindkopai ir pastāvīga saite uz to.",
        all_signs="Rādīt zīmi blakus katrai rindkopai",
    ),
    "sv": Words(
        contents="Innehåll",
        notes="Noter",
        note="Not",
        back_to_call="Tillbaka till hänvisningen till {note}",
        back_to_further_call="Tillbaka till hänvisning {ordinal} till {note}",
        colophon="Kolofon",
        title_page="Titelsida",
        copyright="Upphovsrätt",
        cover="Omslag",
        text="Text",
        bibliography="Litteratur",
        published_by="Utgiven av",
        page="Sida",
        skip_to_text="Hoppa till texten",
        made_with="Framställd med {tool}.",
        note_continues="fortsätter på nästa sida",
        note_continued="{note}, forts.",
        see_page="Se s.\u00a0{page}.",
        how_to_cite="Så citerar du texten",
        pages_beside=(
            "De små siffrorna bredvid texten är sidorna i PDF-utgåvan; {link} leder till "
            "den första."
        ),
        lasting_links=(
            "Varje rubrik, och tecknet ¶ bredvid ett stycke, är en bestående länk till det."
        ),
        all_signs="Visa tecknet bredvid varje stycke",
    ),
}

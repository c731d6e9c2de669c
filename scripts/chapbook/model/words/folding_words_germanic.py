"""How to print, fold and bind a pamphlet, in German and Dutch."""

from __future__ import annotations

from collections.abc import Mapping

from chapbook.model.words.folding_words import FoldingWords

WORDS: Mapping[str, FoldingWords] = {
    "de": FoldingWords(
        language="de",
        heading="Drucken und falten",
        sheet="ein Blatt",
        sheets="{count} Blätter",
        of_paper="{sheets} Papier im Format {paper}",
        and_="und",
        turned_right="Diese Worte stehen aufrecht: Der Drucker ist richtig eingestellt. Drucken "
        "Sie den Rest.",
        turned_wrong="Diese Worte stehen aufrecht: Der Drucker wendet die Blätter über die "
        "falsche Kante. Wählen Sie im Druckdialog die andere.",
        steps={
            "print-short": "Im Druckdialog beide Seiten wählen, gespiegelt an der kurzen Kante, "
            "und die tatsächliche Größe (100 %), nicht „an Seite anpassen“. Druckt Ihr Drucker "
            "nur einseitig, drucken Sie die ungeraden Seiten, wenden den Stapel über seine kurze "
            "Kante und drucken die geraden Seiten auf die Rückseiten.",
            "print-long": "Im Druckdialog beide Seiten wählen, gespiegelt an der langen Kante, "
            "und die tatsächliche Größe (100 %), nicht „an Seite anpassen“. Druckt Ihr Drucker "
            "nur einseitig, drucken Sie die ungeraden Seiten, wenden den Stapel über seine lange "
            "Kante und drucken die geraden Seiten auf die Rückseiten.",
            "print-one-side": "Im Druckdialog eine Seite wählen und die tatsächliche Größe (100 "
            "%), nicht „an Seite anpassen“.",
            "test": "Probieren Sie es mit einem Blatt: Drucken Sie nur die Seiten 1 und 2, "
            "falten Sie das Blatt mit dem Umschlag nach außen und öffnen Sie es. Innen muss der "
            "Text aufrecht stehen wie außen. Steht er auf dem Kopf, wählen Sie im Dialog die "
            "andere Kante.",
            "test-first": "Probieren Sie es mit diesem Blatt: Drucken Sie nur die Seiten 1 und 2 "
            "und wenden Sie das Blatt wie ein Blatt eines Buches. Stehen die Worte auf der "
            "Rückseite auf dem Kopf, wählen Sie im Dialog die andere Kante. Drucken Sie dann den "
            "Rest.",
            "knock": "Drucken Sie den Rest. Lassen Sie die Blätter in ihrer Reihenfolge, den "
            "Umschlag zuäußerst, und stoßen Sie ihre Kanten auf dem Tisch gerade.",
            "fold": "Legen Sie den Stapel mit dem Umschlag nach unten, falten Sie alle Blätter "
            "auf einmal in der Mitte und streichen Sie den Falz mit einem Löffelrücken glatt.",
            "fold-one": "Falten Sie das Blatt in der Mitte, den Umschlag nach außen, und "
            "streichen Sie den Falz mit einem Löffelrücken glatt.",
            "staple": "Öffnen Sie es in der Mitte, den Umschlag nach oben. Heften Sie zweimal "
            "von außen durch den Falz, jeweils ein Viertel der Höhe vom Rand. Ein Hefter mit "
            "langem Arm reicht so weit; oder nähen Sie an denselben Stellen mit Nadel und Faden.",
            "trim": "Die inneren Blätter stehen ein wenig vor. Wer eine gerade Kante möchte, "
            "schneidet sie mit einem scharfen Messer am Lineal.",
            "bundle": "Drucken Sie den Rest. Teilen Sie die Blätter in ihrer Reihenfolge in "
            "{bundles} Lagen zu {sizes} Blättern. Falten Sie jede Lage in der Mitte, ihre erste "
            "Seite nach außen.",
            "gather": "Legen Sie die gefalteten Lagen in ihrer Reihenfolge aufeinander, die "
            "erste zuoberst.",
            "sew": "Nähen Sie mit Nadel und Faden durch die Falze, oder pressen Sie den Stapel "
            "und leimen Sie seinen Rücken.",
            "cut": "Drucken Sie den Rest. Lassen Sie die Blätter in ihrer Reihenfolge und "
            "schneiden Sie den Stapel in der Mitte durch.",
            "pile": "Legen Sie die Hälfte mit dem Umschlag auf die andere Hälfte.",
            "edge": "Heften, nähen oder leimen Sie den Stapel an der Kante, die der Rücken des "
            "Buches ist.",
            "across": "Drucken Sie den Rest. Legen Sie jedes Blatt so hin, dass seine erste "
            "Seite unten liegt, Ihnen zugewandt. Falten Sie die hintere Hälfte über die vordere, "
            "dann in der Mitte, seine erste Seite nach außen.",
            "nest": "Öffnen Sie jedes gefaltete Blatt in seiner Mitte und legen Sie das nächste "
            "hinein.",
            "slit": "Schneiden Sie die Falze am Kopf mit einem Messer auf.",
            "creases": "Falten Sie das Blatt in acht Felder und öffnen Sie es wieder. Schneiden "
            "Sie es in der Mitte ein, zwischen den vier inneren Feldern.",
            "push": "Falten Sie es der Länge nach, den Druck nach außen, und schieben Sie die "
            "Enden zusammen, bis sich der Schnitt öffnet und die Felder aneinanderliegen.",
            "wrap": "Falten Sie die Blätter herum, den Umschlag nach vorn, und drücken Sie die "
            "Falze glatt.",
        },
    ),
    "nl": FoldingWords(
        language="nl",
        heading="Afdrukken en vouwen",
        sheet="één vel",
        sheets="{count} vellen",
        of_paper="{sheets} papier van formaat {paper}",
        and_="en",
        turned_right="Deze woorden staan rechtop: de printer is goed ingesteld. Druk de rest af.",
        turned_wrong="Deze woorden staan rechtop: de printer keert de vellen over de verkeerde "
        "zijde om. Kies de andere zijde in het afdrukvenster.",
        steps={
            "print-short": "Kies in het afdrukvenster beide zijden, omgedraaid over de korte "
            "zijde, en ware grootte (100 %), niet “aanpassen aan pagina”. Drukt uw printer maar "
            "één zijde, druk dan de oneven pagina’s af, keer de stapel om over de korte zijde en "
            "druk de even pagina’s op de achterkant.",
            "print-long": "Kies in het afdrukvenster beide zijden, omgedraaid over de lange "
            "zijde, en ware grootte (100 %), niet “aanpassen aan pagina”. Drukt uw printer maar "
            "één zijde, druk dan de oneven pagina’s af, keer de stapel om over de lange zijde en "
            "druk de even pagina’s op de achterkant.",
            "print-one-side": "Kies in het afdrukvenster één zijde en ware grootte (100 %), niet "
            "“aanpassen aan pagina”.",
            "test": "Probeer het met één vel: druk alleen pagina 1 en 2 af, vouw het vel met het "
            "omslag naar buiten en open het. Binnenin moet de tekst rechtop staan, net als op "
            "het omslag. Staat hij op zijn kop, kies dan de andere zijde in het venster.",
            "test-first": "Probeer het met dit vel: druk alleen pagina 1 en 2 af en sla het vel "
            "om als een blad van een boek. Staan de woorden op de achterkant op hun kop, kies "
            "dan de andere zijde in het venster. Druk daarna de rest af.",
            "knock": "Druk de rest af. Houd de vellen in hun volgorde, het omslag buitenaan, en "
            "klop de randen op tafel gelijk.",
            "fold": "Leg de stapel met het omslag naar onderen, vouw alle vellen tegelijk in het "
            "midden en wrijf de vouw glad met de bolle kant van een lepel.",
            "fold-one": "Vouw het vel in het midden, het omslag naar buiten, en wrijf de vouw "
            "glad met de bolle kant van een lepel.",
            "staple": "Open het in het midden met het omslag naar boven. Niet tweemaal van "
            "buitenaf door de vouw, telkens op een kwart van de hoogte van het uiteinde. Een "
            "nietmachine met een lange arm komt zo ver; of naai met naald en draad op dezelfde "
            "plaatsen.",
            "trim": "De binnenste bladen steken iets uit. Wie een rechte rand wil, snijdt die "
            "met een scherp mes langs een liniaal.",
            "bundle": "Druk de rest af. Verdeel de vellen in hun volgorde in {bundles} katernen "
            "van {sizes} vellen. Vouw elk katern in het midden, met de eerste pagina naar "
            "buiten.",
            "gather": "Leg de gevouwen katernen in hun volgorde op elkaar, het eerste bovenop.",
            "sew": "Naai met naald en draad door de vouwen, of pers de stapel en lijm de rug.",
            "cut": "Druk de rest af. Houd de vellen in hun volgorde en snijd de stapel in het "
            "midden door.",
            "pile": "Leg de helft met het omslag op de andere helft.",
            "edge": "Niet, naai of lijm de stapel aan de rand die de rug van het boek is.",
            "across": "Druk de rest af. Leg elk vel neer met de eerste pagina naar onderen, naar "
            "u toe. Vouw de verste helft over de naaste en vouw het dan in het midden, de eerste "
            "pagina naar buiten.",
            "nest": "Open elk gevouwen vel in het midden en leg het volgende erin.",
            "slit": "Snijd de vouwen aan de bovenkant open met een mes.",
            "creases": "Vouw het vel in acht vakken en open het weer. Snijd het in het midden "
            "in, tussen de vier binnenste vakken.",
            "push": "Vouw het in de lengte, de druk naar buiten, en duw de uiteinden naar elkaar "
            "toe tot de snede opengaat en de vakken elkaar raken.",
            "wrap": "Vouw de bladen rond, het omslag vooraan, en druk de vouwen plat.",
        },
    ),
}

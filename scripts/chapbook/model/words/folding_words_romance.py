"""How to print, fold and bind a pamphlet, in French, Italian, Portuguese and Spanish."""

from __future__ import annotations

from collections.abc import Mapping

from chapbook.model.words.folding_words import FoldingWords

WORDS: Mapping[str, FoldingWords] = {
    "fr": FoldingWords(
        language="fr",
        heading="Imprimer et plier",
        sheet="une feuille",
        sheets="{count} feuilles",
        of_paper="{sheets} de papier {paper}",
        and_="et",
        turned_right="Ces mots sont à l’endroit : votre imprimante est bien réglée. Imprimez le "
        "reste.",
        turned_wrong="Ces mots sont à l’endroit : votre imprimante retourne les feuilles sur le "
        "mauvais côté. Choisissez l’autre côté dans la fenêtre d’impression.",
        steps={
            "print-short": "Dans la fenêtre d’impression, choisissez le recto verso avec "
            "retournement sur le petit côté et la taille réelle (100 %), non « ajuster à la page "
            "». Si votre imprimante n’imprime qu’un côté, imprimez les pages impaires, retournez "
            "la pile sur son petit côté et imprimez les pages paires au verso.",
            "print-long": "Dans la fenêtre d’impression, choisissez le recto verso avec "
            "retournement sur le grand côté et la taille réelle (100 %), non « ajuster à la page "
            "». Si votre imprimante n’imprime qu’un côté, imprimez les pages impaires, retournez "
            "la pile sur son grand côté et imprimez les pages paires au verso.",
            "print-one-side": "Dans la fenêtre d’impression, choisissez un seul côté et la "
            "taille réelle (100 %), non « ajuster à la page ».",
            "test": "Essayez avec une feuille : n’imprimez que les pages 1 et 2, pliez la "
            "feuille, la couverture à l’extérieur, et ouvrez-la. À l’intérieur, le texte doit "
            "être à l’endroit comme la couverture. S’il est à l’envers, choisissez l’autre côté "
            "dans la fenêtre d’impression.",
            "test-first": "Essayez avec cette feuille : n’imprimez que les pages 1 et 2, et "
            "tournez la feuille comme celle d’un livre. Si les mots du verso sont à l’envers, "
            "choisissez l’autre côté dans la fenêtre d’impression. Imprimez ensuite le reste.",
            "knock": "Imprimez le reste. Gardez les feuilles dans leur ordre, la couverture à "
            "l’extérieur, et égalisez leurs bords sur la table.",
            "fold": "Posez la pile, la couverture en dessous, pliez toutes les feuilles ensemble "
            "par le milieu et aplatissez le pli avec le dos d’une cuillère.",
            "fold-one": "Pliez la feuille par le milieu, la couverture à l’extérieur, et "
            "aplatissez le pli avec le dos d’une cuillère.",
            "staple": "Ouvrez-la au milieu, la couverture dessus. Agrafez deux fois à travers le "
            "pli, de l’extérieur, à un quart de la hauteur de chaque bout. Une agrafeuse à long "
            "bras y parvient ; ou cousez aux mêmes endroits avec une aiguille et du fil.",
            "trim": "Les feuillets intérieurs dépassent un peu. Pour un bord droit, coupez-le au "
            "couteau le long d’une règle.",
            "bundle": "Imprimez le reste. Partagez les feuilles, dans leur ordre, en {bundles} "
            "cahiers de {sizes} feuilles. Pliez chaque cahier par le milieu, sa première page à "
            "l’extérieur.",
            "gather": "Posez les cahiers pliés les uns sur les autres dans leur ordre, le "
            "premier dessus.",
            "sew": "Cousez à travers les plis avec une aiguille et du fil, ou pressez la pile et "
            "collez son dos.",
            "cut": "Imprimez le reste. Gardez les feuilles dans leur ordre et coupez la pile par "
            "le milieu.",
            "pile": "Posez la moitié qui porte la couverture sur l’autre moitié.",
            "edge": "Agrafez, cousez ou collez la pile du côté qui est le dos du livre.",
            "across": "Imprimez le reste. Posez chaque feuille, sa première page en dessous, "
            "vers vous. Rabattez la moitié éloignée sur la moitié proche, puis pliez par le "
            "milieu, la première page à l’extérieur.",
            "nest": "Ouvrez chaque feuille pliée en son milieu et glissez-y la suivante.",
            "slit": "Fendez les plis en tête avec un couteau.",
            "creases": "Pliez la feuille en huit cases et rouvrez-la. Fendez-la au milieu, entre "
            "les quatre cases intérieures.",
            "push": "Pliez-la dans la longueur, l’impression à l’extérieur, et rapprochez les "
            "bouts jusqu’à ce que la fente s’ouvre et que les cases se touchent.",
            "wrap": "Repliez les feuillets, la couverture devant, et aplatissez les plis.",
        },
    ),
    "es": FoldingWords(
        language="es",
        heading="Cómo imprimirlo y doblarlo",
        sheet="una hoja",
        sheets="{count} hojas",
        of_paper="{sheets} de papel {paper}",
        and_="y",
        turned_right="Estas palabras están derechas: la impresora está bien ajustada. Imprima el "
        "resto.",
        turned_wrong="Estas palabras están derechas: la impresora gira las hojas por el lado "
        "equivocado. Elija el otro lado en la ventana de impresión.",
        steps={
            "print-short": "En la ventana de impresión elija las dos caras, con giro por el lado "
            "corto, y el tamaño real (100 %), no «ajustar a la página». Si su impresora imprime "
            "una sola cara, imprima las páginas impares, dé la vuelta al montón por su lado "
            "corto e imprima las páginas pares en el reverso.",
            "print-long": "En la ventana de impresión elija las dos caras, con giro por el lado "
            "largo, y el tamaño real (100 %), no «ajustar a la página». Si su impresora imprime "
            "una sola cara, imprima las páginas impares, dé la vuelta al montón por su lado "
            "largo e imprima las páginas pares en el reverso.",
            "print-one-side": "En la ventana de impresión elija una cara y el tamaño real (100 "
            "%), no «ajustar a la página».",
            "test": "Haga la prueba con una hoja: imprima solo las páginas 1 y 2, doble la hoja "
            "con la cubierta hacia fuera y ábrala. Dentro, el texto debe estar derecho como la "
            "cubierta. Si está cabeza abajo, elija el otro lado en la ventana de impresión.",
            "test-first": "Haga la prueba con esta hoja: imprima solo las páginas 1 y 2 y vuelva "
            "la hoja como la de un libro. Si las palabras del reverso están cabeza abajo, elija "
            "el otro lado en la ventana de impresión. Luego imprima el resto.",
            "knock": "Imprima el resto. Mantenga las hojas en su orden, la cubierta por fuera, e "
            "iguale los bordes golpeándolos sobre la mesa.",
            "fold": "Ponga el montón con la cubierta hacia abajo, doble todas las hojas a la vez "
            "por la mitad y alise el doblez con el dorso de una cuchara.",
            "fold-one": "Doble la hoja por la mitad, con la cubierta hacia fuera, y alise el "
            "doblez con el dorso de una cuchara.",
            "staple": "Ábrala por el centro con la cubierta hacia arriba. Grape dos veces a "
            "través del doblez, desde fuera, a un cuarto de la altura de cada extremo. Llega una "
            "grapadora de brazo largo; o cosa en los mismos lugares con aguja e hilo.",
            "trim": "Las hojas interiores sobresalen un poco. Si prefiere el borde recto, "
            "córtelo con un cuchillo afilado junto a una regla.",
            "bundle": "Imprima el resto. Reparta las hojas, en su orden, en {bundles} "
            "cuadernillos de {sizes} hojas. Doble cada cuadernillo por la mitad, con su primera "
            "página hacia fuera.",
            "gather": "Ponga los cuadernillos doblados unos sobre otros en su orden, el primero "
            "encima.",
            "sew": "Cosa a través de los dobleces con aguja e hilo, o prense el montón y encole "
            "su lomo.",
            "cut": "Imprima el resto. Mantenga las hojas en su orden y corte el montón por la "
            "mitad.",
            "pile": "Ponga la mitad que lleva la cubierta sobre la otra mitad.",
            "edge": "Grape, cosa o encole el montón por el borde que es el lomo del libro.",
            "across": "Imprima el resto. Ponga cada hoja con su primera página hacia abajo, "
            "cerca de usted. Doble la mitad lejana sobre la cercana y luego por el centro, con "
            "la primera página hacia fuera.",
            "nest": "Abra cada hoja doblada por su centro y ponga dentro la siguiente.",
            "slit": "Abra los dobleces de la cabeza con un cuchillo.",
            "creases": "Doble la hoja en ocho campos y vuelva a abrirla. Córtela en el centro, "
            "entre los cuatro campos interiores.",
            "push": "Dóblela a lo largo, con lo impreso hacia fuera, y acerque los extremos "
            "hasta que el corte se abra y los campos se toquen.",
            "wrap": "Doble las hojas alrededor, con la cubierta delante, y aplane los dobleces.",
        },
    ),
    "it": FoldingWords(
        language="it",
        heading="Come stamparlo e piegarlo",
        sheet="un foglio",
        sheets="{count} fogli",
        of_paper="{sheets} di carta {paper}",
        and_="e",
        turned_right="Queste parole sono diritte: la stampante è impostata bene. Stampare il "
        "resto.",
        turned_wrong="Queste parole sono diritte: la stampante gira i fogli sul lato sbagliato. "
        "Scegliere l’altro lato nella finestra di stampa.",
        steps={
            "print-short": "Nella finestra di stampa scegliere entrambe le facciate, capovolte "
            "sul lato corto, e le dimensioni reali (100 %), non «adatta alla pagina». Se la "
            "stampante stampa una sola facciata, stampare le pagine dispari, capovolgere la pila "
            "sul lato corto e stampare le pagine pari sul retro.",
            "print-long": "Nella finestra di stampa scegliere entrambe le facciate, capovolte "
            "sul lato lungo, e le dimensioni reali (100 %), non «adatta alla pagina». Se la "
            "stampante stampa una sola facciata, stampare le pagine dispari, capovolgere la pila "
            "sul lato lungo e stampare le pagine pari sul retro.",
            "print-one-side": "Nella finestra di stampa scegliere una facciata e le dimensioni "
            "reali (100 %), non «adatta alla pagina».",
            "test": "Fare la prova con un foglio: stampare solo le pagine 1 e 2, piegare il "
            "foglio con la copertina all’esterno e aprirlo. All’interno il testo deve essere "
            "diritto come la copertina. Se è capovolto, scegliere l’altro lato nella finestra di "
            "stampa.",
            "test-first": "Fare la prova con questo foglio: stampare solo le pagine 1 e 2 e "
            "voltare il foglio come quello di un libro. Se le parole sul retro sono capovolte, "
            "scegliere l’altro lato nella finestra di stampa. Poi stampare il resto.",
            "knock": "Stampare il resto. Tenere i fogli nel loro ordine, la copertina "
            "all’esterno, e pareggiarne i bordi sul tavolo.",
            "fold": "Posare la pila con la copertina in basso, piegare tutti i fogli insieme a "
            "metà e spianare la piega con il dorso di un cucchiaio.",
            "fold-one": "Piegare il foglio a metà, la copertina all’esterno, e spianare la piega "
            "con il dorso di un cucchiaio.",
            "staple": "Aprirlo a metà con la copertina in alto. Cucire con due punti metallici "
            "attraverso la piega, dall’esterno, a un quarto dell’altezza da ogni estremità. Ci "
            "arriva una cucitrice a braccio lungo; oppure cucire negli stessi punti con ago e "
            "filo.",
            "trim": "I fogli interni sporgono un poco. Chi preferisce il bordo diritto lo tagli "
            "con una lama affilata lungo una riga.",
            "bundle": "Stampare il resto. Dividere i fogli, nel loro ordine, in {bundles} "
            "fascicoli di {sizes} fogli. Piegare ogni fascicolo a metà, la sua prima pagina "
            "all’esterno.",
            "gather": "Posare i fascicoli piegati uno sull’altro nel loro ordine, il primo in "
            "cima.",
            "sew": "Cucire attraverso le pieghe con ago e filo, oppure pressare la pila e "
            "incollarne il dorso.",
            "cut": "Stampare il resto. Tenere i fogli nel loro ordine e tagliare la pila a metà.",
            "pile": "Posare la metà con la copertina sull’altra metà.",
            "edge": "Cucire con punti metallici o filo, oppure incollare la pila dal lato che è "
            "il dorso del libro.",
            "across": "Stampare il resto. Posare ogni foglio con la prima pagina in basso, verso "
            "di sé. Piegare la metà lontana su quella vicina, poi piegare a metà, la prima "
            "pagina all’esterno.",
            "nest": "Aprire ogni foglio piegato a metà e inserirvi il successivo.",
            "slit": "Aprire le pieghe in testa con una lama.",
            "creases": "Piegare il foglio in otto riquadri e riaprirlo. Tagliarlo al centro, tra "
            "i quattro riquadri interni.",
            "push": "Piegarlo nel senso della lunghezza, la stampa all’esterno, e avvicinare le "
            "estremità finché il taglio si apre e i riquadri si toccano.",
            "wrap": "Ripiegare i fogli attorno, la copertina davanti, e appiattire le pieghe.",
        },
    ),
    "pt": FoldingWords(
        language="pt",
        heading="Como imprimir e dobrar",
        sheet="uma folha",
        sheets="{count} folhas",
        of_paper="{sheets} de papel {paper}",
        and_="e",
        turned_right="Estas palavras estão direitas: a impressora está bem regulada. Imprima o "
        "resto.",
        turned_wrong="Estas palavras estão direitas: a impressora vira as folhas pela margem "
        "errada. Escolha a outra na janela de impressão.",
        steps={
            "print-short": "Na janela de impressão escolha os dois lados, virados pela margem "
            "curta, e o tamanho real (100 %), não «ajustar à página». Se a impressora imprime um "
            "só lado, imprima as páginas ímpares, vire a pilha pela margem curta e imprima as "
            "páginas pares no verso.",
            "print-long": "Na janela de impressão escolha os dois lados, virados pela margem "
            "longa, e o tamanho real (100 %), não «ajustar à página». Se a impressora imprime um "
            "só lado, imprima as páginas ímpares, vire a pilha pela margem longa e imprima as "
            "páginas pares no verso.",
            "print-one-side": "Na janela de impressão escolha um lado e o tamanho real (100 %), "
            "não «ajustar à página».",
            "test": "Experimente com uma folha: imprima só as páginas 1 e 2, dobre a folha com a "
            "capa para fora e abra-a. Dentro, o texto deve estar direito como a capa. Se estiver "
            "de cabeça para baixo, escolha a outra margem na janela de impressão.",
            "test-first": "Experimente com esta folha: imprima só as páginas 1 e 2 e vire a "
            "folha como a de um livro. Se as palavras do verso estiverem de cabeça para baixo, "
            "escolha a outra margem na janela de impressão. Depois imprima o resto.",
            "knock": "Imprima o resto. Mantenha as folhas na sua ordem, a capa por fora, e "
            "acerte as margens batendo-as na mesa.",
            "fold": "Pouse a pilha com a capa para baixo, dobre todas as folhas de uma vez ao "
            "meio e alise a dobra com as costas de uma colher.",
            "fold-one": "Dobre a folha ao meio, a capa para fora, e alise a dobra com as costas "
            "de uma colher.",
            "staple": "Abra-a ao meio com a capa para cima. Agrafe duas vezes através da dobra, "
            "por fora, a um quarto da altura de cada extremo. Um agrafador de braço longo chega "
            "lá; ou cosa nos mesmos lugares com agulha e linha.",
            "trim": "As folhas interiores sobressaem um pouco. Se preferir a margem direita, "
            "corte-a com uma faca afiada ao longo de uma régua.",
            "bundle": "Imprima o resto. Reparta as folhas, na sua ordem, em {bundles} cadernos "
            "de {sizes} folhas. Dobre cada caderno ao meio, a primeira página para fora.",
            "gather": "Pouse os cadernos dobrados uns sobre os outros na sua ordem, o primeiro "
            "em cima.",
            "sew": "Cosa através das dobras com agulha e linha, ou prense a pilha e cole a "
            "lombada.",
            "cut": "Imprima o resto. Mantenha as folhas na sua ordem e corte a pilha ao meio.",
            "pile": "Pouse a metade com a capa sobre a outra metade.",
            "edge": "Agrafe, cosa ou cole a pilha na margem que é a lombada do livro.",
            "across": "Imprima o resto. Pouse cada folha com a primeira página para baixo, perto "
            "de si. Dobre a metade distante sobre a próxima e depois ao meio, a primeira página "
            "para fora.",
            "nest": "Abra cada folha dobrada ao meio e ponha dentro a seguinte.",
            "slit": "Abra as dobras da cabeça com uma faca.",
            "creases": "Dobre a folha em oito campos e volte a abri-la. Corte-a ao meio, entre "
            "os quatro campos interiores.",
            "push": "Dobre-a ao comprido, a impressão para fora, e aproxime os extremos até o "
            "corte se abrir e os campos se tocarem.",
            "wrap": "Dobre as folhas à volta, a capa à frente, e alise as dobras.",
        },
    ),
}

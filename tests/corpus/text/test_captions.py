"""What shows a piece to be a caption: how it begins, and whose picture it says it is at its end."""

import pytest

from desktop.corpus.text.blocks import Kind
from desktop.corpus.text.captions import begins_caption, is_credited
from desktop.corpus.text.structure import recognise


@pytest.mark.parametrize(
    "caption",
    [
        "A woman carries a lamp through the flooded market, March 30, 2019. REUTERS/Ali Sample",
        "The groom's family waited at the gate. Credit Jane Sample for The New York Times",
        "Ein Bäcker vor dem Haus seiner Eltern. © Erika Muster",
        "Ein Bäcker vor dem Haus seiner Eltern. Foto: © Erika Muster/dpa",
        "Un barquero ata su barca en la orilla. / Á. EJEMPLO",
        "Dans la cour d’une école, le 25 septembre. JEAN D’EXEMPLE POUR « LE JOURNAL »",
        "A barber works in the shop that his father opened in 1964. ANNA SAMPLE",
        "The doctor waits for the lights to come back on. PHOTO BY ANNA SAMPLE",
        "A nurse sorts donated medicine by color. Anna Sample for The Lantern",
        "Patients wait outside the clinic in the town hall. (Anna Sample / The Post)",
        "Le docteur attend le retour du courant, à l’aube. Photo Anne Exemple pour Le Journal",
        "El doctor espera la vuelta de la luz. FOTO: ANA EJEMPLO | VÍDEO: EPV",
        "Abends zählt der Arzt die Ampullen. | Bildquelle: Muster Allianz / dpa",
        "بائع كتب يرتب رفوفه في السوق القديم (رويترز)",
    ],
)
def test_picture_whose_maker_is_named_behind_it_is_a_caption(caption: str):
    assert is_credited(caption)


@pytest.mark.parametrize(
    "text",
    [
        "“We gave no credit to Anna Sample,” he said, and left.",
        "He closed the door and sat down. THE END",
        "That was all he would say about it. READ MORE",
        "THE COLUMN WAS ATTACKED AT DAWN NEAR THE FORD. SEND HELP",
        "The alliance that he meant was NATO",
        "وقال المتحدث إن العملية انتهت قبل المساء. (رويترز)",
        "Give the man and/or his brother the U.S. Army's answer.",
        "The song of that summer (Anna Sample / Peter Muster)",
        "He had taken a photo for the album, and she had not.",
        "© 2017 The Sample Press. All rights reserved.",
        "",
    ],
)
def test_text_that_names_nobody_behind_it_is_none(text: str):
    assert not is_credited(text)


@pytest.mark.parametrize(
    ("head", "is_caption"),
    [
        ("All photos by Anna Sample", True),
        ("In this March 4, 2017 photo, a farmer points at a wire in his field.", True),
        ("In this undated file photo a guard stands at the gate.", True),
        ("Left: rust covers the hull. Right: boys dive from the pier.", True),
        ("Clockwise from top left: the baker, his son, the oven.", True),
        ("(Opposite) The ledger, which holds 160 names.", True),
        ("[Photo: the only ambulance, a pickup with a mattress.]", True),
        ("(Opposite views were not heard.)", False),
        ("Opposite: the oven in which the bread is baked.", True),
        ("In this picture of the world there is no room for doubt.", False),
        ("Left: that is where he went, and nobody followed him.", False),
        ("From left-wing papers he expected nothing else.", False),
        ("All photographs lie, she said.", False),
    ],
)
def test_caption_that_begins_as_captions_do(head: str, is_caption: bool):
    assert begins_caption(head) == is_caption


def test_credited_line_inside_an_article_is_a_caption_and_its_neighbours_are_text():
    paragraph = (
        "The convoy left the depot before dawn, eleven trucks with flour and oil, and by the time the "
        "sun had cleared the ridge it was standing at the first checkpoint. The drivers smoked."
    )
    caption = "A barber works in the shop that his father opened in 1964. ANNA SAMPLE"
    blocks, _ = recognise("\n\n".join(["After the war", paragraph, paragraph, caption, paragraph]))
    kinds = [block.kind for block in blocks]
    assert kinds[1:] == [Kind.PARAGRAPH, Kind.PARAGRAPH, Kind.CAPTION, Kind.PARAGRAPH]

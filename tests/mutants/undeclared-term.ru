# focus: id:place-kremlin
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX id: <https://w3id.org/azru/id/>
PREFIX scheme: <https://w3id.org/azru/scheme/>
INSERT DATA { id:place-kremlin dcterms:type scheme:fortress }

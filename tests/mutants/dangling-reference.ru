# focus: id:place-kremlin
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX id: <https://w3id.org/azru/id/>
INSERT DATA { id:place-kremlin dcterms:isPartOf id:place-nowhere }

# focus: id:footnote-2
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX id: <https://w3id.org/azru/id/>
PREFIX scheme: <https://w3id.org/azru/scheme/>
DELETE { id:footnote-2 dcterms:type ?old }
INSERT { id:footnote-2 dcterms:type scheme:footnote-reference }
WHERE { id:footnote-2 dcterms:type ?old }

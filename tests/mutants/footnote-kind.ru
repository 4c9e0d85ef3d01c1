# focus: id:footnote-2
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX id: <https://w3id.org/azru/id/>
DELETE WHERE { id:footnote-2 dcterms:type ?old }

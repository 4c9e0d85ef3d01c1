# focus: id:footnote-2
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX id: <https://w3id.org/azru/id/>
DELETE WHERE { ?passage dcterms:references id:footnote-2 }

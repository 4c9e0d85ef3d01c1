# focus: id:annotation-length-of-embargo
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX id: <https://w3id.org/azru/id/>
DELETE WHERE { id:annotation-length-of-embargo dcterms:source ?old }

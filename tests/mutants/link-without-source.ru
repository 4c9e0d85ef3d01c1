# focus: id:person-ilham-aliyev
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX id: <https://w3id.org/azru/id/>
DELETE WHERE { id:person-ilham-aliyev dcterms:source ?old }

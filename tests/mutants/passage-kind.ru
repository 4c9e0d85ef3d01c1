# focus: id:passage-rh1
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX id: <https://w3id.org/azru/id/>
DELETE WHERE { id:passage-rh1 dcterms:type ?old }

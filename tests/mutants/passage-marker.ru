# focus: id:passage-rh1
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX id: <https://w3id.org/azru/id/>
INSERT DATA { id:passage-rh1 dcterms:references id:section-1 }

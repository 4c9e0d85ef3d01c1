# focus: id:passage-rh1
PREFIX id: <https://w3id.org/azru/id/>
PREFIX oa: <http://www.w3.org/ns/oa#>
DELETE WHERE { id:passage-rh1 oa:hasSource ?old }

# focus: id:range-rh1-1
PREFIX id: <https://w3id.org/azru/id/>
PREFIX oa: <http://www.w3.org/ns/oa#>
DELETE WHERE { id:range-rh1-1 oa:end ?old }

# focus: id:range-rh1-1
PREFIX id: <https://w3id.org/azru/id/>
PREFIX oa: <http://www.w3.org/ns/oa#>
DELETE { id:range-rh1-1 oa:end ?old }
INSERT { id:range-rh1-1 oa:end 99999 }
WHERE { id:range-rh1-1 oa:end ?old }

# focus: id:event-talks-on-gebele-base-2001
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
DELETE { id:event-talks-on-gebele-base-2001 azru:notAfter ?day ; azru:edtf ?edtf }
INSERT { id:event-talks-on-gebele-base-2001 azru:notAfter "2001-01-11"^^xsd:date ; azru:edtf "2001-01-09/2001-01-11" }
WHERE { id:event-talks-on-gebele-base-2001 azru:notAfter ?day ; azru:edtf ?edtf }

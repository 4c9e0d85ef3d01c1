# focus: id:event-recognition-by-iran-1991
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
PREFIX scheme: <https://w3id.org/azru/scheme/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
DELETE { id:event-recognition-by-iran-1991 azru:notBefore ?from ; azru:notAfter ?until ; azru:edtf ?edtf ; azru:datePrecision ?precision }
INSERT { id:event-recognition-by-iran-1991 azru:notBefore "1992-01-01"^^xsd:date ; azru:notAfter "1991-12-31"^^xsd:date ; azru:edtf "1992/1991" ; azru:datePrecision scheme:precision-duration }
WHERE { id:event-recognition-by-iran-1991 azru:notBefore ?from ; azru:notAfter ?until ; azru:edtf ?edtf ; azru:datePrecision ?precision }

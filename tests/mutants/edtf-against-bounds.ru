# focus: id:event-recognition-by-iran-1991
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
DELETE { id:event-recognition-by-iran-1991 azru:edtf ?old }
INSERT { id:event-recognition-by-iran-1991 azru:edtf "1991-11" }
WHERE { id:event-recognition-by-iran-1991 azru:edtf ?old }

# focus: id:claim-s3p6-1a
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
DELETE { id:claim-s3p6-1a azru:claimSubject ?cause ; azru:claimObject ?effect }
INSERT { id:claim-s3p6-1a azru:claimSubject id:event-mammadov-article-2010 ; azru:claimObject id:event-coup-1993 }
WHERE { id:claim-s3p6-1a azru:claimSubject ?cause ; azru:claimObject ?effect }

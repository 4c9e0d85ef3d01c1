# focus: id:claim-s3p6-1a
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
PREFIX rel: <https://w3id.org/azru/relation#>
DELETE { id:claim-s3p6-1a azru:claimPredicate ?old }
INSERT { id:claim-s3p6-1a azru:claimPredicate rel:opposed }
WHERE { id:claim-s3p6-1a azru:claimPredicate ?old }

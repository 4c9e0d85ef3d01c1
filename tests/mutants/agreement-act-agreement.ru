# focus: id:event-signature-of-natural-gas-agreement
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
DELETE WHERE { id:event-signature-of-natural-gas-agreement azru:concernsAgreement ?old }

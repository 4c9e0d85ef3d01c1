# focus: id:state-russia
PREFIX id: <https://w3id.org/azru/id/>
PREFIX rel: <https://w3id.org/azru/relation#>
INSERT DATA { id:state-russia rel:opposed id:agreement-natural-gas-with-russia }

-- Keys reached the stories of their account with the scopes read and write; now they also need stories.
update api_key set scopes = scopes || array['stories'] where scopes && array['read', 'write'] and not 'stories' = any(scopes);

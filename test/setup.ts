// Runs before every test file. Nothing to set up yet.
export {};

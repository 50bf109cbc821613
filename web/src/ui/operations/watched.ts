/** What this page itself tells the end of (ids of operations, exports and imports), so that the inbox's news need not. */
export const watched = new Set<string>();

/** Where the inbox stands among the queries; the live stream says when it is old. */
export const INBOX = ['notifications', 'inbox'];
export const UNREAD = ['notifications', 'unread'];

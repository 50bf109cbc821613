/** What the trail tells of, as its filter offers it; what a newer service tells besides is shown by its own name. */

export const SERVICES = ['customer', 'identity', 'notifications'];

export const THINGS = [
  'customer',
  'contact',
  'interaction',
  'consent',
  'contact_preference',
  'custom_field',
  'tag',
  'user',
  'team',
  'role',
  'organisation',
  'api_key',
  'session',
  'saved_view',
  'import',
  'export',
  'operation',
  'audit',
];

export const KINDS = [
  'created',
  'updated',
  'deleted',
  'restored',
  'purged',
  'signed-in',
  'sign-in-failed',
  'locked-out',
  'session-ended',
  'refresh-replayed',
  'password-changed',
  'second-factor-added',
  'second-factor-removed',
  'second-factor-reset',
  'recovery-codes-renewed',
  'recovery-code-used',
  'device-forgotten',
  'api-key-rotated',
  'values-erased',
  'origins-erased',
  'trail-cut',
];

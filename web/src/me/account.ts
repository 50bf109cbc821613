/** Changing oneself. */
import { api, data, type Schemas } from '../api/client';
import { ProblemError } from '../api/problems';
import { currentMe, reloadSession, rememberMe } from '../session/session';

export type MeChanges = Schemas['identity_MeUpdate'];

async function patch(changes: MeChanges): Promise<void> {
  const me = currentMe();
  if (!me) return;
  const params = { header: { 'if-match': `"${me.version}"` } };
  rememberMe(await data(api.PATCH('/api/identity/me', { params, body: changes })));
}

/** Only what is sent changes; when somebody changed the rest meanwhile, that is loaded and stays. */
export async function updateMe(changes: MeChanges): Promise<void> {
  try {
    await patch(changes);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.status !== 412) throw error;
    await reloadSession();
    await patch(changes);
  }
}

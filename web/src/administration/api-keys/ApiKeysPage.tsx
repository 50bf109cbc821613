import { PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ListSkeleton } from '../../ui/list/ListSkeleton';
import { EmptyState } from '../../ui/states/EmptyState';
import { ErrorState } from '../../ui/states/ErrorState';
import { useAddress } from '../shared/address';
import { NewDialog } from '../shared/NewDialog';
import { Page } from '../shared/Page';
import { useKeyFields } from './fields';
import { KeysTable } from './KeysTable';
import { API_KEYS, createKey, useApiKeys, type MadeKey } from './queries';
import { Secret } from './Secret';

/** Keys of other systems. A secret is shown once, when it is made. */
export function ApiKeysPage() {
  const { t } = useTranslation('administration/api-keys');
  const [{ revoked }, change] = useAddress('revoked');
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<MadeKey | null>(null);
  const found = useApiKeys(revoked === 'yes');
  const fields = useKeyFields();
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {t('new')}
    </Button>
  );
  return (
    <Page title={t('title')} lead={t('lead')} actions={add}>
      <Checkbox
        checked={revoked === 'yes'}
        onChange={(event) => change({ revoked: event.target.checked ? 'yes' : '' })}
      >
        {t('showRevoked')}
      </Checkbox>
      {found.error && <ErrorState error={found.error} retry={found.reload} />}
      {found.pending && <ListSkeleton />}
      {!found.pending && !found.error && found.lines.length === 0 && (
        <EmptyState title={t('emptyTitle')} text={t('emptyText')} action={add} />
      )}
      {found.lines.length > 0 && <KeysTable found={found} onMade={setMade} />}
      {adding && (
        <NewDialog
          title={t('newTitle')}
          ok={t('create')}
          fields={fields}
          initial={{ role_ids: [], team_ids: [], addresses: [], expires_at: null }}
          call={createKey}
          touches={[API_KEYS]}
          onClose={() => setAdding(false)}
          onDone={setMade}
        />
      )}
      {made && <Secret made={made} onClose={() => setMade(null)} />}
    </Page>
  );
}

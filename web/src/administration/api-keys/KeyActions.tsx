import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { textOf } from '../../ui/fields/values';
import { EditForm } from '../shared/EditForm';
import { NewDialog } from '../shared/NewDialog';
import { useAsk, useSaving } from '../shared/saving';
import { useEdit } from '../shared/useEdit';
import { useKeyFields } from './fields';
import { API_KEYS, loadKey, revokeKey, rotateKey, updateKey, type ApiKey, type MadeKey } from './queries';

interface Props {
  apiKey: ApiKey;
  onMade: (made: MadeKey) => void;
}

/** What can be done to a key in force. */
export function KeyActions({ apiKey, onMade }: Props) {
  const { t } = useTranslation('administration/api-keys');
  const shared = useTranslation('administration').t;
  const [open, setOpen] = useState<'edit' | 'rotate' | null>(null);
  const revoke = useRevoking(apiKey);
  const items = [
    { key: 'edit', label: t('edit'), onClick: () => setOpen('edit') },
    { key: 'rotate', label: t('rotate'), onClick: () => setOpen('rotate') },
    { key: 'revoke', label: t('revoke'), danger: true, onClick: () => void revoke() },
  ];
  const close = () => setOpen(null);
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button
          type="text"
          icon={<MoreOutlined />}
          aria-label={shared('actionsFor', { name: apiKey.name })}
        />
      </Dropdown>
      {open === 'edit' && <Edit apiKey={apiKey} onClose={close} />}
      {open === 'rotate' && <Rotate apiKey={apiKey} onClose={close} onMade={onMade} />}
    </>
  );
}

function useRevoking({ id, name }: ApiKey): () => Promise<void> {
  const { t } = useTranslation('administration/api-keys');
  const ask = useAsk();
  const revoking = useSaving(() => revokeKey(id), { touches: [API_KEYS], said: t('revokedSaid', { name }) });
  return async () => {
    if (await ask(t('revokeTitle', { name }), t('revokeText'), t('revoke'))) revoking.mutate(undefined);
  };
}

function Edit({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { t } = useTranslation('administration/api-keys');
  const edit = useEdit(apiKey, {
    load: () => loadKey(apiKey.id),
    update: (version, changes) => updateKey(apiKey.id, version, changes),
    touches: [API_KEYS],
    done: onClose,
  });
  return (
    <Modal open title={t('editTitle', { name: apiKey.name })} footer={null} onCancel={onClose}>
      <EditForm edit={edit} fields={useKeyFields()} />
    </Modal>
  );
}

const OVERLAPS = ['0', '3600', '86400', '604800'] as const;

function Rotate({ apiKey, onClose, onMade }: Props & { onClose: () => void }) {
  const { t } = useTranslation('administration/api-keys');
  const choices = OVERLAPS.map((value) => ({ value, label: t(`overlaps.${value}`) }));
  return (
    <NewDialog
      title={t('rotateTitle', { name: apiKey.name })}
      note={t('rotateText')}
      ok={t('rotate')}
      fields={[{ name: 'overlap', label: t('overlap'), kind: 'choice', required: true, choices }]}
      initial={{ overlap: '86400' }}
      call={({ overlap }) => rotateKey(apiKey.id, Number(textOf(overlap)))}
      touches={[API_KEYS]}
      onClose={onClose}
      onDone={onMade}
    />
  );
}

import { DownOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useMe } from '../../session/session';
import { COLLEAGUES } from '../../ui/directory';
import { NewDialog } from '../shared/NewDialog';
import { useAsk, useSaving } from '../shared/saving';
import { PasswordField } from './PasswordField';
import { deactivate, givePassword, reactivate, resetFactor, USERS, type User } from './queries';

const TOUCHES = [USERS, COLLEAGUES];

/** What can be done to a person's account; what is dangerous asks first. */
export function PersonActions({ user }: { user: User }) {
  const { t } = useTranslation('administration/people');
  const [giving, setGiving] = useState(false);
  const acts = useActs(user);
  const oneself = useMe().id === user.id;
  if (!useMay('user.manage')) return null;
  const items = [
    ...(oneself ? [] : [{ key: 'password', label: t('givePassword'), onClick: () => setGiving(true) }]),
    ...(user.second_factor && !oneself
      ? [{ key: 'factor', label: t('resetFactor'), danger: true, onClick: () => void acts.reset() }]
      : []),
    user.active
      ? { key: 'deactivate', label: t('deactivate'), danger: true, onClick: () => void acts.end() }
      : { key: 'reactivate', label: t('reactivate'), onClick: () => acts.letIn() },
  ];
  return (
    <>
      <Actions items={items} />
      {giving && <GivePassword user={user} onClose={() => setGiving(false)} />}
    </>
  );
}

function Actions({ items }: { items: { key: string; label: string; onClick: () => void }[] }) {
  const { t } = useTranslation('administration');
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button>
        {t('actions')} <DownOutlined aria-hidden />
      </Button>
    </Dropdown>
  );
}

function useActs({ id, name }: User) {
  const { t } = useTranslation('administration/people');
  const { notification } = App.useApp();
  const ask = useAsk();
  const letIn = useSaving(() => reactivate(id), { touches: TOUCHES, said: t('reactivated', { name }) });
  const resetting = useSaving(() => resetFactor(id), { touches: TOUCHES, said: t('reset', { name }) });
  const ending = useSaving(() => deactivate(id), {
    touches: TOUCHES,
    done: () => {
      const key = `deactivated-${id}`;
      const undo = () => {
        notification.destroy(key);
        letIn.mutate(undefined);
      };
      notification.info({
        key,
        title: t('deactivated', { name }),
        actions: <Button onClick={undo}>{t('undo')}</Button>,
      });
    },
  });
  return {
    letIn: () => letIn.mutate(undefined),
    end: async () => {
      if (await ask(t('deactivateTitle', { name }), t('deactivateText'), t('deactivate')))
        ending.mutate(undefined);
    },
    reset: async () => {
      if (await ask(t('resetTitle', { name }), t('resetText'), t('resetFactor'))) resetting.mutate(undefined);
    },
  };
}

function GivePassword({ user: { id, name }, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation('administration/people');
  return (
    <NewDialog
      title={t('passwordTitle', { name })}
      note={t('passwordText')}
      ok={t('givePassword')}
      fields={[]}
      needs={['password']}
      more={({ password }, set, fault) => (
        <PasswordField
          label={t('newPassword')}
          value={password}
          fault={fault('password')}
          onChange={(value) => set('password', value)}
        />
      )}
      call={({ password }) => givePassword(id, typeof password === 'string' ? password : '')}
      touches={[USERS]}
      said={t('passwordGiven', { name })}
      onClose={onClose}
    />
  );
}

import { EllipsisOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { useMay } from '../../session/session';
import type { Shown } from '../list/address';
import { useProblemText } from '../problems';
import { NameDialog } from './NameDialog';
import { keptOf } from './kept';
import { useMayChange, useViewChanges, type SavedView } from './views';

/** What can be done with the open view. */
export function ViewMenu({ list, view, shown }: { list: string; view: SavedView; shown: Shown }) {
  const { t } = useTranslation('ui/views');
  const mayChange = useMayChange(view);
  const mayShare = useMay('view.share');
  const [naming, setNaming] = useState<'rename' | 'copy' | null>(null);
  const { create, change } = useViewChanges(list);
  const navigate = useNavigate();
  const here = useLocation().pathname;
  const { share, remove } = useActions(list, view);
  const save = async (name: string, shared: boolean) => {
    if (naming === 'rename') await change.mutateAsync({ view, changes: { name } });
    else {
      const made = await create.mutateAsync({ ...keptOf(shown), name, shared });
      await navigate(`${here}?view=${made.id}`);
    }
    setNaming(null);
  };
  const items = [
    mayChange && { key: 'rename', label: t('rename'), onClick: () => setNaming('rename') },
    { key: 'copy', label: t('copy'), onClick: () => setNaming('copy') },
    mayShare && { key: 'share', label: t(view.shared ? 'unshare' : 'share'), onClick: share },
    mayChange && { key: 'remove', label: t('remove'), danger: true, onClick: remove },
  ].filter((one) => one !== false);
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button
          size="small"
          type="text"
          icon={<EllipsisOutlined />}
          aria-label={t('menu', { name: view.name })}
        />
      </Dropdown>
      {naming && (
        <NameDialog
          title={t(naming)}
          name={naming === 'rename' ? view.name : ''}
          sharing={naming === 'copy'}
          onSave={save}
          onClose={() => setNaming(null)}
        />
      )}
    </>
  );
}

function useActions(list: string, view: SavedView) {
  const { t } = useTranslation('ui/views');
  const { message, modal } = App.useApp();
  const text = useProblemText();
  const { change, remove } = useViewChanges(list);
  const navigate = useNavigate();
  const here = useLocation().pathname;
  const told = { onError: (error: Error) => void message.error(text(error)) };
  const share = () =>
    change.mutate(
      { view, changes: { shared: !view.shared } },
      { ...told, onSuccess: () => void message.success(t(view.shared ? 'nowOwn' : 'nowShared')) },
    );
  const removing = () =>
    void modal.confirm({
      title: t('removeTitle', { name: view.name }),
      content: t(view.shared ? 'removeShared' : 'removeOwn'),
      okText: t('remove'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync(view).then(() => navigate(here), told.onError),
    });
  return { share, remove: removing };
}

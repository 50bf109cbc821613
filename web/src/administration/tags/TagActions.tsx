import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { textOf } from '../../ui/fields/values';
import { EditForm } from '../shared/EditForm';
import { NewDialog } from '../shared/NewDialog';
import { useAsk, useSaving } from '../shared/saving';
import { useEdit } from '../shared/useEdit';
import { ColourField } from './ColourField';
import {
  deleteTag,
  LISTS,
  loadTag,
  mergeTag,
  TAGS,
  updateTag,
  useFollowMerge,
  useTagged,
  useTagList,
  type Tag,
} from './queries';

const TOUCHES = [TAGS, LISTS];

/** What can be done to a tag. */
export function TagActions({ tag }: { tag: Tag }) {
  const { t } = useTranslation('administration/tags');
  const shared = useTranslation('administration').t;
  const [open, setOpen] = useState<'edit' | 'merge' | null>(null);
  const remove = useDeleting(tag);
  const items = [
    { key: 'edit', label: t('edit'), onClick: () => setOpen('edit') },
    { key: 'merge', label: t('merge'), onClick: () => setOpen('merge') },
    { key: 'delete', label: t('delete'), danger: true, onClick: () => void remove() },
  ];
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button type="text" icon={<MoreOutlined />} aria-label={shared('actionsFor', { name: tag.name })} />
      </Dropdown>
      {open === 'edit' && <Edit tag={tag} onClose={() => setOpen(null)} />}
      {open === 'merge' && <Merge tag={tag} onClose={() => setOpen(null)} />}
    </>
  );
}

function useDeleting({ id, name }: Tag): () => Promise<void> {
  const { t } = useTranslation('administration/tags');
  const ask = useAsk();
  const { data: count } = useTagged(id);
  const deleting = useSaving(() => deleteTag(id), { touches: TOUCHES, said: t('deleted', { name }) });
  return async () => {
    if (await ask(t('deleteTitle', { name }), t('deleteText', { count }), t('delete')))
      deleting.mutate(undefined);
  };
}

function Edit({ tag, onClose }: { tag: Tag; onClose: () => void }) {
  const { t } = useTranslation('administration/tags');
  const edit = useEdit(tag, {
    load: () => loadTag(tag.id),
    update: (version, changes) => updateTag(tag.id, version, changes),
    touches: TOUCHES,
    done: onClose,
  });
  return (
    <Modal open title={t('editTitle', { name: tag.name })} footer={null} onCancel={onClose}>
      <EditForm
        edit={edit}
        fields={[{ name: 'name', label: t('name'), kind: 'text', required: true }]}
        more={<ColourField value={edit.values.colour} onChange={(colour) => edit.set('colour', colour)} />}
      />
    </Modal>
  );
}

function Merge({ tag: { id, name }, onClose }: { tag: Tag; onClose: () => void }) {
  const { t } = useTranslation('administration/tags');
  const { data: count } = useTagged(id);
  const follow = useFollowMerge(id);
  const others = (useTagList().data ?? []).filter((one) => one.id !== id);
  const choices = others.map((one) => ({ value: one.id, label: one.name, colour: one.colour }));
  return (
    <NewDialog
      title={t('mergeTitle', { name })}
      note={count === undefined ? t('mergeTextAny', { name }) : t('mergeText', { count, name })}
      ok={t('mergeOk')}
      danger
      fields={[{ name: 'into_id', label: t('into'), kind: 'choice', required: true, choices }]}
      call={({ into_id }) => mergeTag(id, textOf(into_id))}
      touches={TOUCHES}
      said={t('merged', { name })}
      onDone={follow}
      onClose={onClose}
    />
  );
}

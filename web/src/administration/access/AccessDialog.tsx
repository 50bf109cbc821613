import { Modal, Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useMe } from '../../session/session';
import { FieldEditor } from '../../ui/fields/FieldEditor';
import { textOf } from '../../ui/fields/values';
import { usePermissions } from '../roles/queries';
import { useWords } from '../roles/words';
import styles from '../shared/admin.module.css';
import { Answer } from './Answer';
import type { Thing } from './queries';
import { Readers } from './Readers';

interface Props {
  thing: Thing;
  id: string;
  /** What the record is called. */
  name?: string;
  onClose: () => void;
}

/** Why somebody can or cannot do something to a record, and who can see it. */
export function AccessDialog({ thing, id, name, onClose }: Props) {
  const { t } = useTranslation('administration/access');
  const mayAsk = useMay('user.read');
  const explain = { key: 'explain', label: t('tabs.explain'), children: <Explain thing={thing} id={id} /> };
  const readers = { key: 'readers', label: t('tabs.readers'), children: <Readers thing={thing} id={id} /> };
  return (
    <Modal
      open
      title={name ? `${t('title')} · ${name}` : t('title')}
      footer={null}
      width={720}
      onCancel={onClose}
    >
      <Tabs items={mayAsk ? [explain, readers] : [explain]} />
    </Modal>
  );
}

/** Those who may not see people can ask about themselves. */
function Explain({ thing, id }: { thing: Thing; id: string }) {
  const { t } = useTranslation('administration/access');
  const me = useMe();
  const mayAsk = useMay('user.read');
  const [person, setPerson] = useState(me.id);
  const [permission, setPermission] = useState('customer.update');
  const words = useWords();
  const actions = (usePermissions().data ?? []).filter((one) => one.name.startsWith('customer.'));
  const choices = actions.map((one) => ({ value: one.name, label: words.permission(one.name) }));
  const who = { name: 'person', label: t('person'), kind: 'person', required: true } as const;
  const what = { name: 'action', label: t('action'), kind: 'choice', required: true, choices } as const;
  return (
    <div className={styles.form}>
      {mayAsk && (
        <div className={styles.field}>
          <label htmlFor="access-person">{who.label}</label>
          <FieldEditor
            id="access-person"
            field={who}
            value={person}
            onChange={(value) => setPerson(textOf(value))}
          />
        </div>
      )}
      <div className={styles.field}>
        <label htmlFor="access-action">{what.label}</label>
        <FieldEditor
          id="access-action"
          field={what}
          value={permission}
          onChange={(value) => setPermission(textOf(value))}
        />
      </div>
      <Answer thing={thing} id={id} person={person} permission={permission} />
    </div>
  );
}

/** What can be done with the chosen rows of a list. */
import {
  CloseOutlined,
  DeleteOutlined,
  EditOutlined,
  FlagOutlined,
  RollbackOutlined,
  TagsOutlined,
  UserSwitchOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../session/session';
import { ExportButton } from '../exports/ExportButton';
import { useFormat } from '../format';
import type { BulkBarProps, Selection } from '../list/selection';
import type { RecordShown } from '../records/description';
import styles from './bulk.module.css';
import { BulkDialog } from './BulkDialog';
import { ACTS, type Act } from './draft';

const ICONS: Record<Act, ReactNode> = {
  set: <EditOutlined aria-hidden />,
  tags: <TagsOutlined aria-hidden />,
  move: <FlagOutlined aria-hidden />,
  assign: <UserSwitchOutlined aria-hidden />,
  delete: <DeleteOutlined aria-hidden />,
  restore: <RollbackOutlined aria-hidden />,
};

export function BulkBar<R extends RecordShown>(props: BulkBarProps<R>) {
  const { description, selection, onDone } = props;
  const { t } = useTranslation('ui/bulk');
  const [act, setAct] = useState<Act>();
  const offered = useActs(props);
  const door = description.bulk;
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('bar')}>
      <Chosen selection={selection} />
      {offered.map((one) => (
        <Button
          key={one}
          size="small"
          icon={ICONS[one]}
          danger={one === 'delete'}
          onClick={() => setAct(one)}
        >
          {t(`acts.${one}`)}
        </Button>
      ))}
      {!props.deleted && <ExportButton description={description} query={exported(props)} type="default" />}
      <Button
        size="small"
        type="text"
        icon={<CloseOutlined aria-hidden />}
        aria-label={t('unpick')}
        title={t('unpick')}
        onClick={onDone}
      />
      {act && door && (
        <BulkDialog
          act={act}
          door={door}
          fields={description.fields}
          selection={selection}
          onClose={() => setAct(undefined)}
          onDone={() => {
            setAct(undefined);
            onDone();
          }}
        />
      )}
    </div>
  );
}

/** What of the list goes into a file. */
function exported<R extends RecordShown>({ selection, sort }: BulkBarProps<R>) {
  if (selection.kind === 'ids') return { ids: selection.ids, sort };
  const { filter, q } = selection;
  return { filter, q, sort };
}

/** What whoever looks may do with many records of this kind. */
function useActs<R extends RecordShown>({ description, deleted = false }: BulkBarProps<R>): Act[] {
  const held = useMe().permissions;
  const { bulk: door, permissions, fields } = description;
  const may = (permission?: string) => permission !== undefined && permission in held;
  if (!door || !may(permissions.bulk)) return [];
  const possible: Record<Act, boolean> = {
    set: !deleted && may(permissions.update) && fields.some((one) => one.bulk),
    tags:
      !deleted && may(permissions.update) && door.tags === true && fields.some((one) => one.kind === 'tags'),
    move: !deleted && may(permissions.update) && door.moves !== undefined,
    assign: !deleted && may(door.assign),
    delete: !deleted && may(permissions.delete),
    restore: deleted && may(permissions.delete),
  };
  return ACTS.filter((act) => possible[act]);
}

function Chosen({ selection }: { selection: Selection }) {
  const { t } = useTranslation('ui/bulk');
  const { number } = useFormat();
  const count = selection.kind === 'ids' ? selection.ids.length : selection.count;
  const shown = number(count);
  const text =
    selection.kind === 'ids'
      ? t('chosen', { count, shown })
      : t(selection.capped ? 'chosenCapped' : 'chosenAll', { shown });
  return (
    <strong className={styles.count} role="status">
      {text}
    </strong>
  );
}

import { CloseOutlined, DownOutlined, ExpandAltOutlined, UpOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { Suspense, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { usePaused } from '../fields/references';
import type { ObjectDescription, RecordShown } from '../records/description';
import styles from './peek.module.css';
import { LeavePeek, type Peek } from './usePeek';

const PAUSE = 150; // ms; who holds an arrow down does not want every record on the way

interface Props<R extends RecordShown> {
  id: string;
  peek: Peek;
  description: Pick<ObjectDescription<R>, 'path'>;
  records: readonly Pick<R, 'id'>[];
  children: (id: string) => ReactNode;
}

/** A record beside its list: its page, narrower, with ways to the next one and to the whole page. */
export function PeekPanel<R extends RecordShown>({ id, peek, description, records, children }: Props<R>) {
  const { t } = useTranslation('ui/list');
  const navigate = useNavigate();
  const [left, setLeft] = useState<string>();
  const paused = usePaused(id, PAUSE);
  const shown = paused === left ? id : paused; // what is gone is not looked at a moment longer
  const at = records.findIndex((one) => one.id === id);
  const before = at > 0 ? records[at - 1] : undefined;
  const after = at >= 0 ? records[at + 1] : undefined;
  const goTo = (record: Pick<R, 'id'> | undefined) => record && peek.open(record.id);
  const next = after ?? before;
  const leave = () => {
    setLeft(id);
    if (next) peek.open(next.id);
    else peek.close();
  };
  const { path } = description;
  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !isFree(event)) return;
    if (event.key === 'Escape') peek.close();
    else if (event.key === 'j') goTo(after);
    else if (event.key === 'k') goTo(before);
  };
  const buttons = [
    { key: 'previous', icon: <UpOutlined />, does: () => goTo(before), off: !before },
    { key: 'next', icon: <DownOutlined />, does: () => goTo(after), off: !after },
    { key: 'whole', icon: <ExpandAltOutlined />, does: () => path && void navigate(path({ id })) },
    { key: 'close', icon: <CloseOutlined />, does: peek.close },
  ] as const;
  return (
    <aside className={styles.panel} aria-label={t('peek.label')} onKeyDown={press}>
      <div className={styles.tools} role="toolbar" aria-label={t('peek.tools')}>
        {buttons.map(
          ({ key, icon, does, ...rest }) =>
            (key !== 'whole' || path) && (
              <Button
                key={key}
                type="text"
                icon={icon}
                title={t(`peek.${key}`)}
                aria-label={t(`peek.${key}`)}
                disabled={'off' in rest && rest.off}
                onClick={does}
              />
            ),
        )}
      </div>
      <div className={styles.record}>
        <LeavePeek value={leave}>
          <Suspense fallback={<Skeleton active className={styles.skeleton} />}>{children(shown)}</Suspense>
        </LeavePeek>
      </div>
    </aside>
  );
}

/** Nothing is being typed, and no dialog or menu above the panel has the key. */
function isFree({ target, currentTarget, defaultPrevented }: KeyboardEvent<HTMLElement>): boolean {
  if (defaultPrevented || !(target instanceof HTMLElement) || !currentTarget.contains(target)) return false;
  return !target.isContentEditable && target.closest('input, textarea, select, [role=combobox]') === null;
}

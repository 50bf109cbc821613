import { PlusOutlined, TeamOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { useMe } from '../../session/session';
import { useColleagues } from '../directory';
import type { Shown } from '../list/address';
import { useProblemText } from '../problems';
import { keptOf } from './kept';
import { NameDialog } from './NameDialog';
import { ViewMenu } from './ViewMenu';
import { ordered, useMayChange, useViewChanges, type SavedView } from './views';
import styles from './views.module.css';

interface Props {
  /** `customer.customers` */
  list: string;
  views: readonly SavedView[];
  /** The one that is open. */
  view: SavedView | undefined;
  shown: Shown;
  /** What is shown is not what the open view keeps. */
  differs: boolean;
  /** Deleted records can be looked at too. */
  bin: boolean;
  /** The address names a view that is not there, or not for whoever looks. */
  missing: boolean;
}

/** Saved views as tabs, which are addresses: everything, one's own, and what others share. */
export function ViewTabs({ list, views, view, shown, differs, bin, missing }: Props) {
  const { t } = useTranslation('ui/views');
  const here = useLocation().pathname;
  const me = useMe();
  return (
    <div className={styles.bar}>
      <nav aria-label={t('label')} className={styles.tabs}>
        <ul>
          <Tab to={here} open={!view && !shown.deleted}>
            {t('everything')}
          </Tab>
          {ordered(views, me.id).map((one) => (
            <Tab key={one.id} to={`${here}?view=${one.id}`} open={one.id === view?.id}>
              {one.name}
              {one.shared && <Shared view={one} />}
            </Tab>
          ))}
          {bin && (
            <Tab to={`${here}?deleted=1`} open={shown.deleted}>
              {t('deleted')}
            </Tab>
          )}
        </ul>
      </nav>
      {view && <ViewMenu list={list} view={view} shown={shown} />}
      {view && differs && <SaveOpen list={list} view={view} shown={shown} />}
      {differs && <SaveNew list={list} shown={shown} />}
      {missing && (
        <span className={styles.missing} role="status">
          {t('missing')}
        </span>
      )}
    </div>
  );
}

function Tab({ to, open, children }: { to: string; open: boolean; children: ReactNode }) {
  const tab = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (open) tab.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [open]);
  return (
    <li>
      <Link ref={tab} to={to} aria-current={open ? 'page' : undefined}>
        {children}
      </Link>
    </li>
  );
}

function Shared({ view }: { view: SavedView }) {
  const { t } = useTranslation('ui/views');
  const me = useMe();
  const owner = useColleagues().get(view.owner_id)?.name;
  const text = view.owner_id === me.id || !owner ? t('shared') : t('sharedBy', { name: owner });
  return <TeamOutlined title={text} aria-label={text} />;
}

function SaveOpen({ list, view, shown }: { list: string; view: SavedView; shown: Shown }) {
  const { t } = useTranslation('ui/views');
  const { message } = App.useApp();
  const text = useProblemText();
  const navigate = useNavigate();
  const here = useLocation().pathname;
  const { change } = useViewChanges(list);
  if (!useMayChange(view)) return null;
  const save = async () => {
    try {
      await change.mutateAsync({ view, changes: keptOf(shown) });
      await navigate(`${here}?view=${view.id}`, { replace: true });
    } catch (error) {
      void message.error(text(error));
    }
  };
  return (
    <Button size="small" type="link" loading={change.isPending} onClick={() => void save()}>
      {t('save')}
    </Button>
  );
}

function SaveNew({ list, shown }: { list: string; shown: Shown }) {
  const { t } = useTranslation('ui/views');
  const navigate = useNavigate();
  const here = useLocation().pathname;
  const { create } = useViewChanges(list);
  const [open, setOpen] = useState(false);
  const save = async (name: string, shared: boolean) => {
    const made = await create.mutateAsync({ ...keptOf(shown), name, shared });
    setOpen(false);
    await navigate(`${here}?view=${made.id}`, { replace: true });
  };
  return (
    <>
      <Button size="small" type="link" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
        {t('saveNew')}
      </Button>
      {open && <NameDialog title={t('saveNew')} sharing onSave={save} onClose={() => setOpen(false)} />}
    </>
  );
}

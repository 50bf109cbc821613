import { SearchOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { useMe } from '../session/session';
import { remember } from './recent';

const SearchDialog = lazy(() => import('./SearchDialog'));
const KEYS = navigator.userAgent.includes('Mac') ? '⌘K' : 'Ctrl K';

/** Opens the search of everything, by click or ⌘K / Ctrl-K. */
export function SearchButton() {
  const { t } = useTranslation('app');
  const [open, setOpen] = useState(false);
  const person = useMe().id;
  const { pathname } = useLocation();
  useEffect(() => remember(person, pathname), [person, pathname]);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'k' || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return (
    <>
      <Button icon={<SearchOutlined />} aria-label={`${t('search')} ${KEYS}`} onClick={() => setOpen(true)}>
        <span className="wide-only">
          {t('search')} <kbd>{KEYS}</kbd>
        </span>
      </Button>
      {open && (
        <Suspense>
          <SearchDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

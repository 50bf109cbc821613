import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';
import { Toasts } from '../../inbox/Toasts';
import { useOwnLook } from '../../me/look';
import { Confirming } from '../../session/confirm';
import { useLiveStream } from '../live';
import { usePreloading } from '../preloading';
import { BottomBar } from './BottomBar';
import { PageSkeleton } from './PageSkeleton';
import { Rail } from './Rail';
import styles from './Shell.module.css';
import { TopBar } from './TopBar';

const KEPT = 'rail';

/** What stands around every page: the rail (a bottom bar on a phone), the top bar, and the page itself. */
export function Shell() {
  const { t } = useTranslation('app');
  useLiveStream();
  useOwnLook();
  usePreloading();
  const [narrow, setNarrow] = useState(() => localStorage.getItem(KEPT) === 'narrow');
  const fold = () => {
    localStorage.setItem(KEPT, narrow ? 'wide' : 'narrow');
    setNarrow(!narrow);
  };
  return (
    <div className={styles.shell} data-narrow={narrow}>
      <a className={styles.skip} href="#page">
        {t('skip')}
      </a>
      <Rail narrow={narrow} onFold={fold} />
      <TopBar />
      <main id="page" className={styles.page} tabIndex={-1}>
        <Suspense fallback={<PageSkeleton />}>
          <Outlet />
        </Suspense>
      </main>
      <BottomBar />
      <Confirming />
      <Toasts />
    </div>
  );
}

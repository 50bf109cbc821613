import { InboxButton } from '../../inbox/InboxButton';
import { PersonMenu } from '../../me/PersonMenu';
import { SearchButton } from '../../search/SearchButton';
import { QuickCreate } from './QuickCreate';
import styles from './TopBar.module.css';

export function TopBar() {
  return (
    <header className={styles.bar}>
      <SearchButton />
      <div className={styles.right}>
        <QuickCreate />
        <InboxButton />
        <PersonMenu />
      </div>
    </header>
  );
}

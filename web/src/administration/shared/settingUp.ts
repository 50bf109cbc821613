/** Whether a page stands within the set-up, which has the heading and the way on. */
import { createContext } from 'react';

export const SettingUp = createContext(false);

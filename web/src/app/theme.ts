/** Light, dark or as the system says: kept with the person, and here so that the next page starts in it. */
import { theme as antd, type ThemeConfig } from 'antd';
import { useSyncExternalStore } from 'react';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEPT = 'theme';
const system = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

export function chosenTheme(): Theme {
  const kept = localStorage.getItem(KEPT);
  return THEMES.find((one) => one === kept) ?? 'system';
}

export function isDark(): boolean {
  const chosen = chosenTheme();
  return chosen === 'dark' || (chosen === 'system' && system.matches);
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEPT, theme);
  apply();
}

function apply(): void {
  document.documentElement.dataset.theme = isDark() ? 'dark' : 'light';
  listeners.forEach((listener) => listener());
}

system.addEventListener('change', apply);
apply();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useDark = () => useSyncExternalStore(subscribe, isDark);
export const useTheme = () => useSyncExternalStore(subscribe, chosenTheme);

export function antdTheme(dark: boolean): ThemeConfig {
  return {
    algorithm: dark ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      colorPrimary: dark ? '#6f9ff5' : '#1f5fd6',
      colorInfo: dark ? '#6f9ff5' : '#1f5fd6',
      colorSuccess: dark ? '#5fc88b' : '#1d7a45',
      colorSuccessBg: dark ? '#16281e' : '#e8f5ec',
      colorWarningBg: dark ? '#2b2415' : '#fdf3e0',
      colorWarning: dark ? '#e0b05a' : '#96600a',
      colorError: dark ? '#ff938f' : '#c62f2b',
      colorLink: dark ? '#6f9ff5' : '#1f5fd6',
      colorBgBase: dark ? '#16181d' : '#ffffff',
      colorTextBase: dark ? '#e6e9ee' : '#1b1f26',
      // As antd derives them, these are too faint to read by (WCAG 1.4.3).
      colorPrimaryHover: dark ? '#8db3f8' : '#1a52b8',
      colorLinkHover: dark ? '#8db3f8' : '#1a52b8',
      colorErrorHover: dark ? '#ffaeab' : '#a82622',
      colorTextSecondary: dark ? '#a4adba' : '#59626f',
      colorTextTertiary: dark ? '#949dab' : '#646d79',
      colorTextDescription: dark ? '#a4adba' : '#59626f',
      colorTextPlaceholder: dark ? '#949dab' : '#646d79',
      borderRadius: 6,
      fontSize: 14,
      fontFamily: 'var(--font)',
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.15s',
      motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    },
    components: {
      Button: { primaryColor: dark ? '#0d1117' : '#ffffff', dangerColor: dark ? '#0d1117' : '#ffffff' },
      Switch: {
        colorTextQuaternary: dark ? '#5a6472' : '#6b7480',
        colorTextTertiary: dark ? '#6a7482' : '#59626f',
      },
    },
  };
}

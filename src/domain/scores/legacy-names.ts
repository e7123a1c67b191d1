import { AREAS, type Area } from '../shared/catalogue.ts';

/**
 * What areas were called before: the five cloud competencies of 2015, in silver and gold, and others of the Microsoft Partner
 * Network whose place a designation took. Sources: Microsoft Partner Network blog, "Renewing your competency", 2015-12;
 * Microsoft Learn, `solutions-partner-faq`, 2023-10. That mobility management went to Modern Work follows from its workload,
 * Intune, which is one of that area's.
 */
const LEGACY: { readonly [name: string]: Area } = {
  'cloud platform': 'infrastructure',
  'cloud productivity': 'modern-work',
  'small and midmarket cloud solutions': 'modern-work',
  'cloud customer relationship management': 'business-applications',
  'cloud crm': 'business-applications',
  'enterprise mobility management': 'modern-work',
  emm: 'modern-work',
  'cloud business applications': 'business-applications',
  'data analytics': 'data-ai',
  'data platform': 'data-ai',
  'application development': 'digital-app-innovation',
  datacenter: 'infrastructure',
};

/** What stands before or behind a competency's name: its level, and that it is one. */
const AROUND = /\b(silver|gold|competency|competencies|solutions partner for|azure)\b/g;

/** The area that a name stands for: its id, its name of today, or that of a competency; in any case and punctuation. */
export function areaNamed(text: string): Area | undefined {
  const slug = AREAS.find((area) => area === text.trim().toLowerCase());
  if (slug !== undefined) return slug;
  const words = text
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replaceAll(AROUND, ' ')
    .replaceAll(/[^a-z]+/g, ' ')
    .trim();
  return LEGACY[words] ?? AREAS.find((area) => area.replaceAll('-', ' ') === words.replaceAll(' and ', ' '));
}

/** The mails that the stand-in begins with. All people and companies are invented. */
import type { Person } from "./wire.ts";

/** One mail of a conversation, `ago` minutes before the server's start. */
export interface SeedMessage {
  readonly ago: number;
  readonly from: Person;
  readonly to: readonly Person[];
  readonly cc?: readonly Person[];
  readonly text: string;
}

/** One conversation. Ids are made from the place in the list, so new ones go to the end. */
export interface SeedThread {
  /** A short name for tests: `gmail.thread("bikes")`. */
  readonly key: string;
  readonly subject: string;
  readonly read?: boolean;
  readonly starred?: boolean;
  readonly archived?: boolean;
  /** The one account that has it; without this, everybody on the team. */
  readonly only?: string;
  readonly messages: readonly SeedMessage[];
}

const HOUR = 60;
const DAY = 24 * HOUR;

function person(name: string, email: string): Person {
  return { name, email };
}

/** The two people of the team, both on `team`. */
export const ann = person("Ann Archer", "ann@hill.example");
/** See {@link ann}. */
export const ben = person("Ben Okafor", "ben@hill.example");
/** Ann's other account, for Gmail opened for a second account in one profile. */
export const annPrivate = person("Ann Archer", "ann.archer@meadow.example");
/** Everybody whom the stand-in knows by name. Other addresses can be signed in too. */
export const accounts: readonly Person[] = [ann, ben, annPrivate];

const team = person("Hill", "team@hill.example");
const jobs = person("Hill Jobs", "jobs@hill.example");
const support = person("Hill Support", "support@hill.example");

const maya = person("Maya Lindqvist", "maya@nordbikes.example");
const oskar = person("Oskar Berg", "oskar@nordbikes.example");
const david = person("David Chen", "david.chen@lumen.example");
const priya = person("Priya Raman", "priya.raman@mailbox.example");
const tomas = person("Tomás Herrera", "tomas@herrera.example");
const julia = person("Julia Novak", "julia.novak@mailbox.example");
const grace = person("Grace Adeyemi", "grace@harbourcapital.example");
const felix = person("Felix Brandt", "felix@seedling.example");
const samir = person("Samir Haddad", "samir@oasis.example");
const noa = person("נועה לוי", "noa@galil.example");
const yuki = person("Yuki Tanaka", "yuki@kumo.example");
const helen = person("Helen Marsh", "helen@citycouncil.example");
const lucas = person("Lucas Moreau", "lucas@atelier.example");
const ines = person("Inês Carvalho", "ines@portoprint.example");
const rob = person("Rob Tanner", "rob.tanner@mailbox.example");
const press = person("Clara Weiss", "clara@weeklywheel.example");
const mallory = person("<b>Mallory</b>", "mallory@odd.example");
const bank = person("Meadow Bank", "no-reply@meadowbank.example");

/** The mailbox at the start, newest first. */
export const seedThreads: readonly SeedThread[] = [
  {
    key: "bikes",
    subject: "Fleet of 40 cargo bikes for our couriers",
    messages: [
      {
        ago: 26 * HOUR,
        from: maya,
        to: [team],
        cc: [oskar],
        text: "Hello,\n\nwe run couriers in four cities and want to replace our vans by spring. We need about 40 cargo bikes with a service contract, delivered in two batches.\n\nCould you send prices, delivery times, and what the service covers?\n\nKind regards\nMaya Lindqvist\nHead of Operations, Nordbikes",
      },
      {
        ago: 22 * HOUR,
        from: ann,
        to: [maya],
        cc: [oskar],
        text: "Dear Maya,\n\nthank you, we would be glad to. For 40 bikes we can do 20 in March and 20 in April. I will send an offer with and without service tomorrow.\n\nWhich cities should the service cover?\n\nAnn",
      },
      {
        ago: 38,
        from: maya,
        to: [ann],
        cc: [oskar, team],
        text: "Hi Ann,\n\nStockholm, Malmö, Gothenburg and Oslo. If the offer is here by Thursday I can take it to our board on Friday.\n\nBudget is about 180,000 EUR.\n\nMaya",
      },
    ],
  },
  {
    key: "designer",
    subject: "Application: product designer",
    messages: [
      {
        ago: 95,
        from: priya,
        to: [jobs],
        text: "Hello Hill team,\n\nI would like to apply as product designer. For the last six years I designed the rider app of a scooter company, alone at first, then with a team of four.\n\nMy portfolio is at https://priya.example. I could start in eight weeks.\n\nBest wishes\nPriya Raman",
      },
    ],
  },
  {
    key: "series-a",
    subject: "Hill – series A, next steps",
    starred: true,
    messages: [
      {
        ago: 3 * DAY,
        from: grace,
        to: [ann, ben],
        text: "Ann, Ben,\n\ngood to meet you both on Monday. We like what we saw. Before our partners' meeting we would need the cap table, the churn figures by quarter, and two customers we may call.\n\nGrace",
      },
      {
        ago: 2 * DAY + 4 * HOUR,
        from: ben,
        to: [grace],
        cc: [ann],
        text: "Hi Grace,\n\nthe cap table and churn by quarter are in the data room. You may call Maya Lindqvist at Nordbikes and Helen Marsh at the city council.\n\nBen",
      },
      {
        ago: 3 * HOUR,
        from: grace,
        to: [ben, ann],
        text: "Thanks, that is all in order. The partners meet on the 3rd. I expect a term sheet for 2.5m the week after.\n\nGrace",
      },
    ],
  },
  {
    key: "crash",
    subject: "App crashes when I unlock the bike ⚡",
    messages: [
      {
        ago: 4 * HOUR,
        from: rob,
        to: [support],
        text: "Since yesterday's update the app closes itself as soon as I tap Unlock. Version 4.2.1, on a three year old phone. Restarting does not help, and I am stuck at the station each morning 😡\n\nRob",
      },
    ],
  },
  {
    key: "arabic",
    subject: "طلب عرض سعر لدراجات كهربائية",
    messages: [
      {
        ago: 6 * HOUR,
        from: samir,
        to: [team],
        text: "السلام عليكم،\n\nنحن فندق في عمّان ونرغب في شراء ١٢ دراجة كهربائية لضيوفنا. هل يمكنكم إرسال عرض سعر يشمل الشحن؟\n\nمع أطيب التحيات\nسمير حداد",
      },
    ],
  },
  {
    key: "developer",
    subject: "Re: Backend developer – second interview",
    read: true,
    messages: [
      {
        ago: 5 * DAY,
        from: tomas,
        to: [jobs],
        text: "Hello,\n\nI saw that you look for a backend developer with Rust. I have written billing systems for nine years, the last three in Rust. My CV is at https://herrera.example/cv.\n\nTomás",
      },
      {
        ago: 4 * DAY,
        from: ben,
        to: [tomas],
        text: "Hi Tomás,\n\nthanks, the talk with Ann went well. Would Wednesday at 14:00 suit you for the second interview? We would look at a piece of our code together.\n\nBen",
      },
      {
        ago: 7 * HOUR,
        from: tomas,
        to: [ben],
        text: "Wednesday at 14:00 is fine. See you then!\n\nTomás",
      },
    ],
  },
  {
    key: "hebrew",
    subject: "שיתוף פעולה – השכרת אופניים בגליל",
    read: true,
    messages: [
      {
        ago: DAY + 2 * HOUR,
        from: noa,
        to: [team],
        text: "שלום,\n\nאנחנו מפעילים מסלולי טיול בגליל ומחפשים שותף להשכרת אופניים. אשמח לתאם שיחה של חצי שעה בשבוע הבא.\n\nנועה לוי",
      },
    ],
  },
  {
    key: "council",
    subject: "Tender 2027/14: public bike sharing, questions by the 12th",
    read: true,
    starred: true,
    messages: [
      {
        ago: DAY + 5 * HOUR,
        from: helen,
        to: [ann],
        cc: [team],
        text: "Dear Ms Archer,\n\nthe tender for public bike sharing is published today. Questions may be put in writing until the 12th, offers until the 30th, noon.\n\nHelen Marsh\nCity Council, Transport",
      },
    ],
  },
  {
    key: "angel",
    subject: "Small cheque, fast answer",
    read: true,
    messages: [
      {
        ago: DAY + 8 * HOUR,
        from: felix,
        to: [ann],
        text: "Hi Ann,\n\nSeedling would join the round with 150k, no board seat. We decide within a week. Is there still room?\n\nFelix",
      },
    ],
  },
  {
    key: "long",
    subject:
      "Re: Fwd: Re: Minutes of the meeting of the working group on charging infrastructure, storage rooms, signage, theft prevention, insurance, winter tyres, training of volunteers, and everything else that we could not get to the last time because the room was booked by the choir",
    read: true,
    messages: [
      {
        ago: 2 * DAY,
        from: lucas,
        to: [team],
        text: "Dear all,\n\nplease find the minutes below. There are 23 open points. I suggest that we meet in a larger room.\n\nLucas",
      },
    ],
  },
  {
    key: "hostile",
    subject: "<img src=x onerror=\"document.title='owned'\"> Invoice overdue",
    messages: [
      {
        ago: 2 * DAY + 6 * HOUR,
        from: mallory,
        to: [team],
        text: "<script>document.title = 'owned'</script>\n\nPlease pay <b>now</b>: javascript:alert(1)",
      },
    ],
  },
  {
    key: "warranty",
    subject: "Broken rear light after two weeks",
    read: true,
    messages: [
      {
        ago: 3 * DAY,
        from: julia,
        to: [support],
        text: "Good morning,\n\nthe rear light of my bike (frame number HL-20418) has stopped working. It is two weeks old. How do I get a new one?\n\nJulia Novak",
      },
      {
        ago: 3 * DAY - 2 * HOUR,
        from: ben,
        to: [julia],
        text: "Dear Julia,\n\nsorry about that. A new one is on its way; keep the old one.\n\nBen",
      },
    ],
  },
  {
    key: "print",
    subject: "Offer: brochures, 2,000 pieces",
    read: true,
    messages: [
      {
        ago: 4 * DAY,
        from: ines,
        to: [ann],
        text: "Hello Ann,\n\n2,000 brochures on recycled paper, folded, in five working days: 640 EUR. 5,000 would be 1,090 EUR.\n\nInês",
      },
    ],
  },
  {
    key: "support-long",
    subject: "Battery does not charge below 5 °C",
    read: true,
    messages: [
      {
        ago: 9 * DAY,
        from: david,
        to: [support],
        text: "We have 14 of your bikes at our depot. Since it got cold, six of them do not charge over night.\n\nDavid Chen, Lumen",
      },
      {
        ago: 9 * DAY - HOUR,
        from: ben,
        to: [david],
        text: "Hi David, which firmware is on them? Settings, About, second line.",
      },
      { ago: 8 * DAY, from: david, to: [ben], text: "3.1.0 on the six that fail, 3.2.0 on the others." },
      {
        ago: 8 * DAY - HOUR,
        from: ben,
        to: [david],
        cc: [ann],
        text: "Then the update should do it. I have sent it to all fourteen.",
      },
      { ago: 7 * DAY, from: david, to: [ben], cc: [ann], text: "Five of six work. One is still dead." },
      {
        ago: 6 * DAY,
        from: ann,
        to: [david],
        cc: [ben],
        text: "We swap that one on Tuesday, free of charge.\n\nAnn",
      },
    ],
  },
  {
    key: "press",
    subject: "Interview for the Weekly Wheel",
    read: true,
    messages: [
      {
        ago: 5 * DAY,
        from: press,
        to: [ann],
        text: "Hi Ann,\n\nfor our December issue I would like to talk with you about repairable e-bikes. Half an hour, by phone?\n\nClara Weiss",
      },
    ],
  },
  {
    key: "lumen",
    subject: "Depot in Rotterdam – 25 more bikes",
    read: true,
    messages: [
      {
        ago: 6 * DAY,
        from: david,
        to: [ann],
        text: "Ann,\n\nwe open a depot in Rotterdam in February and will need 25 more. Same terms as last time?\n\nDavid",
      },
    ],
  },
  {
    key: "intern",
    subject: "Internship in the workshop",
    read: true,
    messages: [
      {
        ago: 7 * DAY,
        from: person("Lena Fischer", "lena.fischer@school.example"),
        to: [jobs],
        text: "Dear Sir or Madam,\n\nI am 16 and look for a two-week internship in spring. I repair bikes at home and could already change a chain when I was ten.\n\nLena Fischer",
      },
    ],
  },
  {
    key: "feature",
    subject: "Idea: share a bike with the family 👨‍👩‍👧🚲",
    read: true,
    messages: [
      {
        ago: 8 * DAY,
        from: person("Amara Diallo", "amara@diallo.example"),
        to: [support],
        text: "It would be great if my daughter could unlock my bike with her own phone, on days that I choose.\n\nAmara",
      },
    ],
  },
  {
    key: "japan",
    subject: "日本での販売代理店について",
    read: true,
    messages: [
      {
        ago: 11 * DAY,
        from: yuki,
        to: [team],
        text: "はじめまして。\n\n大阪で自転車店を五店舗経営しております。貴社の電動自転車の日本での販売に興味があります。一度お話しできませんでしょうか。\n\n田中 有紀",
      },
    ],
  },
  {
    key: "plan",
    subject: "Plan for the week",
    read: true,
    messages: [
      {
        ago: 3 * DAY + 3 * HOUR,
        from: ann,
        to: [ben],
        text: "Ben,\n\nmine: offer to Nordbikes, questions on the tender, figures for Grace. Yours: the crash in 4.2.1, the interview with Tomás. Anything missing?\n\nAnn",
      },
    ],
  },
  {
    key: "old",
    subject: "Lease of the workshop, signed",
    read: true,
    archived: true,
    messages: [
      {
        ago: 40 * DAY,
        from: person("Peter Quill", "peter@quillestates.example"),
        to: [ann],
        text: "Signed and sealed. The keys are at reception.\n\nPeter",
      },
    ],
  },
  {
    key: "private-bank",
    subject: "Your statement is ready",
    only: annPrivate.email,
    messages: [
      {
        ago: 5 * HOUR,
        from: bank,
        to: [annPrivate],
        text: "Dear Ann Archer,\n\nyour statement for this month is ready.",
      },
    ],
  },
  {
    key: "private-choir",
    subject: "Choir on Thursday?",
    only: annPrivate.email,
    read: true,
    messages: [
      {
        ago: 2 * DAY,
        from: lucas,
        to: [annPrivate],
        text: "Are you coming? We sing in the large room now.\n\nLucas",
      },
    ],
  },
];

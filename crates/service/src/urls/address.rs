//! Which addresses may be reached.
//!
//! A page from the web must not make Calque ask the machine it runs on, its
//! neighbours, or the cloud's metadata service. So only addresses of the public
//! internet are reached, unless the user allows others. Names are resolved here,
//! and the connection goes to the very addresses that were checked: a name that
//! resolves to something else a moment later gains nothing.

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use url::{Host, Url};

/// Which private addresses may be reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PrivateAddresses {
    /// None.
    #[default]
    Refused,
    /// These.
    Only(Vec<IpAddr>),
    /// All.
    Allowed,
}

impl PrivateAddresses {
    /// Whether an address may be reached.
    pub fn allows(&self, address: IpAddr) -> bool {
        match self {
            Self::Allowed => true,
            Self::Only(list) => list.contains(&address) || is_public(address),
            Self::Refused => is_public(address),
        }
    }
}

/// Whether an address belongs to the public internet: not loopback, private, link-local, shared (CGNAT),
/// multicast, documentation or reserved, nor an IPv6 form of such an IPv4 address.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(v4: Ipv4Addr) -> bool {
    let [a, b, c, _] = v4.octets();
    let refused = a == 0                              // "this network"
        || v4.is_loopback()
        || v4.is_private()
        || (a == 100 && b & 0xc0 == 64)               // shared with the provider (CGNAT)
        || v4.is_link_local()                         // also the metadata service of clouds
        || (a == 192 && b == 0 && c == 0)             // protocol assignments
        || (a == 192 && b == 88 && c == 99)           // 6to4 relays
        || (a == 198 && b & 0xfe == 18)               // benchmarks
        || v4.is_documentation()
        || a >= 224; // multicast, reserved, broadcast
    !refused
}

fn is_public_v6(v6: Ipv6Addr) -> bool {
    let parts = v6.segments();
    let embedded = |high: u16, low: u16| is_public_v4(Ipv4Addr::from(u32::from(high) << 16 | u32::from(low)));
    match parts {
        // IPv4 in other clothes: translated by a gateway (NAT64), or tunnelled (6to4).
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => embedded(high, low),
        // Teredo and other protocol assignments; documentation.
        [0x2001, 0..0x200 | 0xdb8, ..] | [0x3ff0..=0x3fff, ..] => false,
        // Beyond 2000::/3 nothing is assigned to the public internet: loopback, IPv4-mapped, unique-local,
        // link-local, multicast and the local NAT64 prefix all lie outside of it.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

/// That an address may not be reached; travels inside the errors of the HTTP client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RefusedAddress {
    pub(crate) host: String,
    pub(crate) address: IpAddr,
}

impl fmt::Display for RefusedAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is at the private address {}", self.host, self.address)
    }
}

impl std::error::Error for RefusedAddress {}

/// The address that a URL names instead of a host name, if it may not be reached. The parser has
/// already read `http://2130706433/` and `http://0x7f.1/` as what they are.
pub(crate) fn refused_literal(url: &Url, private: &PrivateAddresses) -> Option<RefusedAddress> {
    let address = match url.host()? {
        Host::Ipv4(v4) => IpAddr::V4(v4),
        Host::Ipv6(v6) => IpAddr::V6(v6),
        Host::Domain(_) => return None,
    };
    let refused = RefusedAddress { host: url.host_str().unwrap_or_default().to_owned(), address };
    (!private.allows(address)).then_some(refused)
}

/// The addresses of a host that may be reached.
pub(crate) async fn resolve(
    host: &str,
    private: &PrivateAddresses,
) -> Result<Vec<SocketAddr>, Box<dyn std::error::Error + Send + Sync>> {
    let all: Vec<SocketAddr> = tokio::net::lookup_host((host, 0)).await?.collect();
    let (good, bad): (Vec<_>, Vec<_>) = all.into_iter().partition(|a| private.allows(a.ip()));
    match bad.first() {
        Some(address) if good.is_empty() => Err(RefusedAddress { host: host.to_owned(), address: address.ip() }.into()),
        _ => Ok(good),
    }
}

/// Resolves for the HTTP client, which connects to what this returns and to nothing else.
pub(crate) struct CheckedResolver {
    pub(crate) private: Arc<PrivateAddresses>,
    /// Hosts that are proxies, which may well be at private addresses: the user has named them.
    pub(crate) proxies: Vec<String>,
}

impl Resolve for CheckedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let proxy = self.proxies.iter().any(|proxy| proxy.eq_ignore_ascii_case(name.as_str()));
        let private = if proxy { Arc::new(PrivateAddresses::Allowed) } else { Arc::clone(&self.private) };
        Box::pin(async move {
            let addresses = resolve(name.as_str(), &private).await?;
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_public_internet_is_public() {
        for (address, public) in [
            ("93.184.215.14", true),
            ("8.8.8.8", true),
            ("100.63.255.255", true),
            ("172.32.0.1", true),
            ("0.0.0.0", false),
            ("10.1.2.3", false),
            ("100.64.0.1", false),
            ("100.127.255.255", false),
            ("127.0.0.1", false),
            ("127.8.9.1", false),
            ("169.254.169.254", false),
            ("172.16.0.1", false),
            ("172.31.255.255", false),
            ("192.0.0.8", false),
            ("192.0.2.1", false),
            ("192.88.99.1", false),
            ("192.168.1.1", false),
            ("198.18.0.1", false),
            ("198.19.255.255", false),
            ("198.51.100.7", false),
            ("203.0.113.7", false),
            ("224.0.0.251", false),
            ("240.0.0.1", false),
            ("255.255.255.255", false),
            ("2606:2800:21f:cb07::1", true),
            ("2002:5db8:d70e::1", true),
            ("64:ff9b::5db8:d70e", true),
            ("::", false),
            ("::1", false),
            ("::ffff:127.0.0.1", false),
            ("::ffff:10.0.0.1", false),
            ("::ffff:93.184.215.14", false),
            ("::7f00:1", false),
            ("64:ff9b::7f00:1", false),
            ("64:ff9b:1::1", false),
            ("2001::1", false),
            ("2001:db8::1", false),
            ("2002:7f00:1::", false),
            ("2002:c0a8:101::", false),
            ("3fff::1", false),
            ("fc00::1", false),
            ("fd12:3456::1", false),
            ("fe80::1", false),
            ("fec0::1", false),
            ("ff02::1", false),
        ] {
            assert_eq!(is_public(address.parse().expect("an address")), public, "{address}");
        }
    }

    #[test]
    fn every_spelling_of_loopback_is_seen_through() {
        for url in [
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0x7f000001/",
            "http://0177.0.0.1/",
            "http://127.1/",
            "http://127.0.0.1.:80/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://0/",
            "http://１２７.0.0.1/",
        ] {
            let parsed = Url::parse(url).expect("a URL");
            assert!(refused_literal(&parsed, &PrivateAddresses::Refused).is_some(), "{url}");
            assert!(refused_literal(&parsed, &PrivateAddresses::Allowed).is_none(), "{url}");
        }
        let only = PrivateAddresses::Only(vec!["127.0.0.1".parse().expect("an address")]);
        let refused = |url: &str| refused_literal(&Url::parse(url).expect("a URL"), &only).is_some();
        assert_eq!(
            [refused("http://127.1/"), refused("http://127.0.0.2/"), refused("http://8.8.8.8/")],
            [false, true, false]
        );
    }

    #[tokio::test]
    async fn a_name_of_a_private_address_is_refused() {
        let error = resolve("localhost", &PrivateAddresses::Refused).await.expect_err("loopback");
        let refused = error.downcast_ref::<RefusedAddress>().expect("by address, not for want of one");
        assert!(refused.address.is_loopback());
        assert!(!resolve("localhost", &PrivateAddresses::Allowed).await.expect("loopback").is_empty());
    }

    #[tokio::test]
    async fn of_names_at_private_addresses_those_of_proxies_are_resolved() {
        let resolver = |proxy: &str| CheckedResolver { private: Arc::default(), proxies: vec![proxy.to_owned()] };
        let resolve = async |proxy| resolver(proxy).resolve("localhost".parse().expect("a name")).await;
        // Behind a proxy too some hosts are asked directly.
        assert!(resolve("proxy.example").await.is_err_and(|e| e.is::<RefusedAddress>()));
        assert!(resolve("LOCALHOST").await.is_ok_and(|mut addresses| addresses.next().is_some()));
    }
}

"""Functions on IP networks in CIDR notation."""

import ipaddress
import re
from typing import Any

from validator.sources.hcl.functions.parameters import integer, whole
from validator.sources.hcl.functions.signature import Function, Parameter
from validator.sources.hcl.values import EvaluationError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_LEADING_ZEROS = re.compile(r"(?<![0-9A-Fa-f:.])0+(?=[0-9])|(?<=\.)0+(?=[0-9])")


def _network(prefix: str) -> Network:
    """A network from its prefix; host bits are dropped, and leading zeros of IPv4 numbers mean nothing."""
    address, slash, _ = prefix.partition("/")
    if not slash:
        raise EvaluationError("the prefix is not in CIDR notation")
    try:
        decimal = prefix if ":" in address else _LEADING_ZEROS.sub("", prefix)
        network = ipaddress.ip_network(decimal, strict=False)
    except ValueError:
        raise EvaluationError("the prefix is not in CIDR notation") from None
    if isinstance(network, ipaddress.IPv6Network) and network.network_address.ipv4_mapped:
        raise EvaluationError("IPv4 networks written as IPv6 are not supported")
    return network


def _address(network: Network, number: int) -> str:
    return str(type(network.network_address)(number))


def _host(network: Network, number: int) -> str:
    size = network.num_addresses
    if not -size <= number < size:
        raise EvaluationError(f"cidrhost: a prefix of {network.prefixlen} bits has no host numbered {number}")
    return _address(network, int(network.network_address) + number % size)


def _subnet(network: Network, newbits: int, number: int) -> str:
    length = _extended(network, newbits)
    if not 0 <= number < 1 << newbits:
        raise EvaluationError(f"cidrsubnet: {newbits} more bits do not hold a subnet numbered {number}")
    start = int(network.network_address) + (number << network.max_prefixlen - length)
    return f"{_address(network, start)}/{length}"


def _subnets(network: Network, *newbits: int) -> list[str]:
    subnets: list[str] = []
    position = int(network.network_address)
    for bits in newbits:
        if bits < 1:
            raise EvaluationError("cidrsubnets: each subnet needs at least one more bit")
        length = _extended(network, bits)
        size = 1 << network.max_prefixlen - length
        position = -(-position // size) * size
        if position + size > int(network.network_address) + network.num_addresses:
            raise EvaluationError(f"cidrsubnets: no address space is left for a subnet of {length} bits")
        subnets.append(f"{_address(network, position)}/{length}")
        position += size
    return subnets


def _extended(network: Network, newbits: int) -> int:
    if not 0 <= newbits <= network.max_prefixlen - network.prefixlen:
        raise EvaluationError(f"a prefix of {network.prefixlen} bits can't be extended by {newbits}")
    return network.prefixlen + newbits


def _netmask(network: Network) -> str:
    if network.version != 4:  # noqa: PLR2004 - the version's name
        raise EvaluationError("cidrnetmask: IPv6 networks have no netmask")
    return str(network.netmask)


def _prefix(value: Any) -> Network:
    if not isinstance(value, str):
        raise EvaluationError("a string is required")
    return _network(value)


_PREFIX = Parameter("prefix", _prefix)
FUNCTIONS = (
    Function("cidrhost", _host, (_PREFIX, integer("hostnum"))),
    Function("cidrnetmask", _netmask, (_PREFIX,)),
    Function("cidrsubnet", _subnet, (_PREFIX, integer("newbits"), integer("netnum"))),
    Function("cidrsubnets", _subnets, (_PREFIX,), Parameter("newbits", whole)),
)
